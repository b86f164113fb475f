// PictureFiles
