/* libjpeg behind two calls that return a code: no exit, nothing printed, no jump across Swift frames. */
#pragma once
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <jpeglib.h>
#include <jerror.h>

enum menshen_jpeg_result {
    MENSHEN_JPEG_FINE = 0,
    MENSHEN_JPEG_FOREIGN,      /* does not begin as a JPEG does */
    MENSHEN_JPEG_TRUNCATED,    /* ends before its picture does */
    MENSHEN_JPEG_DAMAGED,      /* the decoder stumbled; see message */
    MENSHEN_JPEG_COLOURS,      /* four colours (CMYK, YCCK), or something stranger */
    MENSHEN_JPEG_SIZE_CHANGED, /* not the size that was asked for */
};

/* The decoder's first complaint, in libjpeg's words. */
typedef struct { char text[JMSG_LENGTH_MAX]; } menshen_jpeg_message;

typedef struct {
    struct jpeg_error_mgr base;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    enum menshen_jpeg_result result;
    menshen_jpeg_message *message;
} menshen_jpeg_watch;

/* A picture of a few bytes can ask for thousands of passes over millions of pixels. */
enum { MENSHEN_JPEG_MOST_SCANS = 100 };

static inline void menshen_jpeg_fail(j_common_ptr decoder) {
    menshen_jpeg_watch *watch = (menshen_jpeg_watch *)decoder->err;
    switch (decoder->err->msg_code) {
    case JERR_NO_SOI: watch->result = MENSHEN_JPEG_FOREIGN; break;
    case JERR_INPUT_EMPTY: case JERR_INPUT_EOF: case JWRN_JPEG_EOF: watch->result = MENSHEN_JPEG_TRUNCATED; break;
    case JERR_CONVERSION_NOTIMPL: case JERR_BAD_J_COLORSPACE: watch->result = MENSHEN_JPEG_COLOURS; break;
    default: watch->result = MENSHEN_JPEG_DAMAGED; break;
    }
    decoder->err->format_message(decoder, watch->message->text);
    longjmp(watch->escape, 1);
}

/* Level -1 is a warning: data is damaged and the decoder would go on with invented pixels. */
static inline void menshen_jpeg_notice(j_common_ptr decoder, int level) {
    if (level >= 0) { return; }
    switch (decoder->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA: case JWRN_JFIF_MAJOR: case JWRN_ADOBE_XFORM: return; /* harmless to pixels */
    default: menshen_jpeg_fail(decoder);
    }
}

static inline void menshen_jpeg_count_scans(j_common_ptr decoder) {
    if (((j_decompress_ptr)decoder)->input_scan_number > MENSHEN_JPEG_MOST_SCANS) {
        decoder->err->msg_code = JERR_BAD_PROGRESSION;
        menshen_jpeg_fail(decoder);
    }
}

static inline void menshen_jpeg_silence(j_common_ptr decoder) { (void)decoder; }

static inline void menshen_jpeg_prepare(
    struct jpeg_decompress_struct *decoder, menshen_jpeg_watch *watch, menshen_jpeg_message *message) {
    message->text[0] = 0;
    watch->result = MENSHEN_JPEG_FINE;
    watch->message = message;
    decoder->err = jpeg_std_error(&watch->base);
    watch->base.error_exit = menshen_jpeg_fail;
    watch->base.emit_message = menshen_jpeg_notice;
    watch->base.output_message = menshen_jpeg_silence;
}

static inline void menshen_jpeg_begin(
    struct jpeg_decompress_struct *decoder, menshen_jpeg_watch *watch, const unsigned char *bytes, size_t count) {
    jpeg_create_decompress(decoder);
    watch->progress.progress_monitor = menshen_jpeg_count_scans;
    decoder->progress = &watch->progress;
    jpeg_mem_src(decoder, bytes, count);
    jpeg_read_header(decoder, TRUE);
}

/* Reads the header alone. */
static inline enum menshen_jpeg_result menshen_jpeg_size(
    const unsigned char *bytes, size_t count, unsigned *width, unsigned *height, menshen_jpeg_message *message) {
    struct jpeg_decompress_struct decoder = {0};
    menshen_jpeg_watch watch;
    menshen_jpeg_prepare(&decoder, &watch, message);
    if (!setjmp(watch.escape)) {
        menshen_jpeg_begin(&decoder, &watch, bytes, count);
        *width = decoder.image_width;
        *height = decoder.image_height;
        if (decoder.num_components != 1 && decoder.num_components != 3) { watch.result = MENSHEN_JPEG_COLOURS; }
    }
    jpeg_destroy_decompress(&decoder);
    return watch.result;
}

/* Decodes `width` x `height` x 3 bytes (red, green, blue; rows top down) to `pixels`. Grey becomes three equal bytes. */
static inline enum menshen_jpeg_result menshen_jpeg_rgb(
    const unsigned char *bytes, size_t count, unsigned width, unsigned height, unsigned char *pixels,
    menshen_jpeg_message *message) {
    struct jpeg_decompress_struct decoder = {0};
    menshen_jpeg_watch watch;
    menshen_jpeg_prepare(&decoder, &watch, message);
    if (!setjmp(watch.escape)) {
        menshen_jpeg_begin(&decoder, &watch, bytes, count);
        if (decoder.image_width != width || decoder.image_height != height) {
            watch.result = MENSHEN_JPEG_SIZE_CHANGED;
        } else {
            decoder.out_color_space = JCS_RGB;
            decoder.dct_method = JDCT_ISLOW;
            jpeg_start_decompress(&decoder);
            while (decoder.output_scanline < decoder.output_height) {
                JSAMPROW row = pixels + (size_t)decoder.output_scanline * width * 3;
                jpeg_read_scanlines(&decoder, &row, 1);
            }
            jpeg_finish_decompress(&decoder);
        }
    }
    jpeg_destroy_decompress(&decoder);
    return watch.result;
}
