//! SG590 to SG593: pictures. Wordings only; whether a fault is there is decided elsewhere.

use super::faults;

faults! {
    /// What can be wrong with a picture.
    PictureFault {
        590 Error PictureMetadata { what_zh: String, what: String }
        zh "图片里带着{what_zh}，发布后任何人都能读到", "先去掉再放进来：运行 `exiftool -all= 文件`，或者用修图软件另存时不勾选“保留元数据”；手机上截一次图也可以";
        en "this picture carries {what}, which anyone can read once it is published", "take it out first: run `exiftool -all= FILE`, or export the picture anew without metadata; a screenshot will do, too";
        explain zh "手机拍的照片里往往写着拍摄的时间、手机型号，甚至经纬度。催收通知、判决书的照片常常是当事人在家里拍的，公开它就等于公开了住址。程序原样复制文件，不替您改动，所以在发布以前就拦下来。\n清除以后图片的样子不会变；如果方向变了，用修图软件转正再保存一次。\n确认没有问题的，可以在设置里写 `checks: {SG590: warning}`。",
        en "Photographs from a phone often say when they were taken, with which phone, even at which latitude and longitude. Pictures of letters and judgments are mostly taken at home, so publishing one publishes an address. The program copies files as they are and changes none, so it stops here, before anything is published.\nTaking the data out does not change the picture; where it then lies on its side, turn it in an editor and save it again.\nIf it is harmless, write `checks: {SG590: warning}` in the settings.";

        591 Warning PictureUnknown {}
        zh "读不出这张图片的宽和高", "核对文件是否完整、后缀是否和格式一致（png、jpg、gif、webp、avif、svg）；SVG 要有 width 和 height，或者 viewBox";
        en "the width and height of this picture cannot be read", "check that the file is whole and its ending fits its format (png, jpg, gif, webp, avif, svg); an SVG needs width and height, or a viewBox";
        explain zh "程序在生成时读出图片的宽高，写进网页，图片没有下载完时文字就不会上下跳动。读不出来，多半是文件没有传完，或者只改了后缀没有转换格式，有的手机会打不开。",
        en "The program reads width and height when it builds and writes them into the page, so that the text does not jump while the picture is still on its way. Where they cannot be read the file is mostly incomplete, or its ending was changed without converting it, and some phones will not show it at all.";

        592 Warning PictureHeavy { size: u64, limit: u64 }
        zh "图片有 {size} KB，手机上超过 {limit} KB 就要等很久", "缩小到页面的宽度（约 1280 像素），存成 webp，或者降低 jpg 的质量";
        en "this picture has {size} KB; on a phone more than {limit} KB takes long", "scale it to the width of the page (about 1280 pixels) and save it as webp, or as jpg of a lower quality";
        explain zh "很多读者用流量在旧手机上看文章，一张大图比整篇文章的文字重几十倍。缩小尺寸通常就够了，读者看不出差别。超过 32 MB 的图片程序不会读，也不会给它写宽高。",
        en "Many readers use old phones and pay for every megabyte; one large picture weighs dozens of times as much as the text. Scaling it down mostly suffices, and nobody sees the difference. Pictures of more than 32 MB are not read at all and get no width and height.";

        593 Warning PictureLong { width: u32, height: u32, limit: u32 }
        zh "图片有 {width}×{height} 像素，任何一边都不需要超过 {limit} 像素", "缩小以后再放进来；长截图请分成几张";
        en "this picture has {width}×{height} pixels; no side needs more than {limit}", "scale it down first, and part a long screenshot into several";
        explain zh "页面正文最宽约 640 像素，清晰的屏幕也只用得到一千多像素。更大的图片要占很多内存，旧手机可能直接显示不出来。",
        en "The text of a page is about 640 pixels wide; even a sharp screen uses little more than a thousand. A larger picture takes so much memory that an old phone may not show it at all.";
    }
}
