<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_enewsclass`;");
E_C("CREATE TABLE `phome_enewsclass` (
  `classid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `bclassid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `classname` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `classpath` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_enewsclass` values('1','0','ด฿สี','cs');");
E_D("replace into `phome_enewsclass` values('2','1','ต็ปฐ','cs/dh');");

require("../../inc/footer.php");
?>