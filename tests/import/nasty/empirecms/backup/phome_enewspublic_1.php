<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_enewspublic`;");
E_C("CREATE TABLE `phome_enewspublic` (
  `sitename` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `newsurl` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_enewspublic` values('վ','http://www.lvsuo.example/');");

require("../../inc/footer.php");
?>