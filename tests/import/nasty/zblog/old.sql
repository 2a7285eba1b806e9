-- phpMyAdmin SQL Dump
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
/*!40101 SET NAMES utf8mb4 */;

CREATE TABLE `my_post` (`log_ID` int, `log_CateID` int, `log_AuthorID` int, `log_Tag` text, `log_Status` int, `log_Type` int, `log_Alias` text, `log_Title` text, `log_Intro` text, `log_Content` text, `log_PostTime` int, `log_ViewNums` int);
INSERT INTO `my_post` (`log_ID`, `log_CateID`, `log_AuthorID`, `log_Tag`, `log_Status`, `log_Type`, `log_Alias`, `log_Title`, `log_Intro`, `log_Content`, `log_PostTime`, `log_ViewNums`) VALUES
(7, 2, 1, '{1}{9}{1}', 0, 0, '', '利息&amp;罚息 &lt;怎么算&gt;?', '<p>人写的摘要。</p>', '<p>看<a href="{#ZC_BLOG_HOST#}a.html">它</a>;-- 不是注释\n/* 也不是 */ ''VALUES (1,2)''</p>', 1704038400, 5),
(8, 3, 1, '', 4, 0, '%E5%80%BA', '私密的一篇', '', '<p>x</p>', 1704038399, 0),
(9, 0, 99, '', 0, 1, 'about', '关于', '', '<p>y</p>', 0, 0),
(10, 0, 1, '', 0, 2, '', '一条说说', '', 'z', 1, 0),
(11, 1, 1, '', 0, 0, '', '环里的分类', '<p>截到这里为止<!--autointro-->', '<p>截到这里为止，后面还有。</p>', 1704038400, 0);
CREATE TABLE `other_post` (`log_ID` int, `log_CateID` int, `log_Title` text, `log_Content` text);
INSERT INTO `other_post` VALUES (7, 0, '另一个站', 'no');
INSERT INTO `my_category` (`cate_ID`, `cate_Name`, `cate_Alias`, `cate_ParentID`) VALUES (1,'环','',1),(2,'网贷','wd',3),(3,'逾期','',0);
INSERT INTO `other_category` (`cate_ID`, `cate_Name`, `cate_Alias`, `cate_ParentID`) VALUES (2,'别的','',0);
INSERT INTO `my_tag` (`tag_ID`, `tag_Name`, `tag_Alias`) VALUES (1,'停息挂账','');
INSERT INTO `my_member` (`mem_ID`, `mem_Name`, `mem_Password`, `mem_Email`, `mem_IP`, `mem_Alias`) VALUES (1,'admin','5f4dcc3b5aa765d61d8327deb882cf99','secret@example.com','10.1.2.3','');
INSERT INTO `my_config` (`conf_Name`, `conf_Value`) VALUES ('system', 'a:5:{s:12:"ZC_BLOG_HOST";s:24:"http://old.example/blog/";s:16:"ZC_ARTICLE_REGEX";s:35:"{%host%}{%category%}/{%alias%}.html";s:13:"ZC_PAGE_REGEX";s:18:"{%host%}{%alias%}/";s:13:"ZC_BLOG_CLSID";s:10:"SECRET-KEY";s:30:"ZC_POST_ALIAS_USE_ID_NOT_TITLE";b:0;}'),('tpure','a:0:{}');
INSERT INTO `my_comment` (`comm_ID`, `comm_LogID`, `comm_IP`, `comm_Email`) VALUES (1,7,'10.9.9.9','reader@example.com');
COMMIT;
