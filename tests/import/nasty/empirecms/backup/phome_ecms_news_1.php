<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_ecms_news`;");
E_C("CREATE TABLE `phome_ecms_news` (
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
E_D("replace into `phome_ecms_news` values('12','1','7','2024-01-01','12','admin','0','1704038400','1704124800','/cs/2024-01-01/12.html','1','催收','引号\"与''单引号与\$钱与\\\\反斜杠縗\\\','1704038400','人写的简介');");
E_D("replace into `phome_ecms_news` values('13','1','0','','','admin','1','1704038400','1704038400','http://other.example/x','1','','外链','1704038400','');");
E_D("replace into `phome_ecms_news` values('14','2','0','2024-01-02','14','admin','0','1704038400','1704038400','','1','','没有地址','1704038400','');");

require("../../inc/footer.php");
?>