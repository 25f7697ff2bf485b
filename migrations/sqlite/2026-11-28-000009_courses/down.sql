DROP TABLE lesson;
DROP TABLE media_asset;
