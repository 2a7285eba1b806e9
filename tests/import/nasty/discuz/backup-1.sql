# <?exit();?>
# Discuz! Multi-Volume Data Dump Vol.1
SET NAMES utf8;
CREATE TABLE pre_portal_article_content (cid int, aid int, id int, idtype text, title text, content text, pageorder int, dateline int);
INSERT INTO pre_portal_article_content VALUES ('1','5',0,'','第二页&amp;','<p>二</p>','2',0),('2','6',0,'','','<p>单页</p>','1',0),('3','5',0,'','第一页',0x3c703ee4b8803c2f703e,'1',0);
CREATE TABLE pre_portal_article_title (aid int, catid int, uid int, username text, title text, author text, url text, summary text, dateline int, status int);
INSERT INTO pre_portal_article_title VALUES ('5','2','1','admin','两页','何砚','','人写的',1704038400,0),('6','2','1','admin','一页','','','',1704038400,1),('7','2','1','admin','外链','','http://other.example/','',1704038400,0),('8','1','1','admin','丢了','','','',1704038400,0);
CREATE TABLE pre_portal_category (catid int, upid int, catname text, foldername text);
INSERT INTO pre_portal_category VALUES (1,0,'债','z'),(2,1,'催','c');
CREATE TABLE pre_portal_article_count (aid int, catid int, viewnum int, commentnum int);
INSERT INTO pre_portal_article_count VALUES (5,2,99,0);
CREATE TABLE pre_forum_post (pid int, fid int, tid int, author text, useip text, message text);
INSERT INTO pre_forum_post VALUES (1,1,1,'读者','10.0.0.1','别人的话'),(2,1,1,'读者','10.0.0.1','别人的话');
