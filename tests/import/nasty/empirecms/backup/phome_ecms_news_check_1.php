<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_ecms_news_check`;");
E_C("CREATE TABLE `phome_ecms_news_check` (
  `id` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `classid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `onclick` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `newspath` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `filename` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `username` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `isurl` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `truetime` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `lastdotime` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `titleurl` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `stb` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `keyboard` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `title` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `newstime` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `smalltext` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_ecms_news_check` values('15','1','0','2024-01-01','15','admin','0','1704038400','1704038400','/cs/15.html','1','','´ýÉó','1704038400','');");

require("../../inc/footer.php");
?>