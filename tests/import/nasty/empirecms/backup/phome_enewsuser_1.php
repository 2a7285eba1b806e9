<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_enewsuser`;");
E_C("CREATE TABLE `phome_enewsuser` (
  `userid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `username` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `password` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_enewsuser` values('1','admin','5f4dcc3b5aa765d61d8327deb882cf99');");

require("../../inc/footer.php");
?>