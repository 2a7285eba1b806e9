<?php
require("../../inc/header.php");

/*
		SoftName : EmpireBak Version 2010
		Author   : wm_chief
		Copyright: Powered by www.phome.net
*/

DoSetDbChar('gbk');
E_D("DROP TABLE IF EXISTS `phome_ecms_news_data_1`;");
E_C("CREATE TABLE `phome_ecms_news_data_1` (
  `id` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `classid` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `infotags` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `writer` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `befrom` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b',
  `newstext` varchar(60) NOT NULL DEFAULT '' COMMENT 'a,b'
) ENGINE=MyISAM DEFAULT CHARSET=gbk");
E_D("replace into `phome_ecms_news_data_1` values('12','1','','何砚','','<p class=\"a\">第一\r\n页縗\\\</p>[!--empirenews.page--]第二页[/!--empirenews.page--]<p>\$x</p>');");

require("../../inc/footer.php");
?>