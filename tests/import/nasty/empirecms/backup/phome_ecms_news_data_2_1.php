<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_ecms_news_data_2`;");
E_C("CREATE TABLE `phome_ecms_news_data_2` (
  `id` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `classid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `infotags` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `writer` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `befrom` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `newstext` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_ecms_news_data_2` values('14','2','标签一,标签二','','','<p>十四</p>');");

require("../../inc/footer.php");
?>