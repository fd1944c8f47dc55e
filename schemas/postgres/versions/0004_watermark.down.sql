DROP TABLE newswire.watermark_item, newswire.watermark;
