<?php
$b_table="phome_ecms_news";
$tb[phome_ecms_news]=1;
?>