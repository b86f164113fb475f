#pragma once
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H
#include FT_ADVANCES_H

/* The element types of FT_Outline's arrays changed in FreeType 2.13.3; these four hide that from Swift. */

/* Sets point `index` (26.6, y up). `tag` is FT_CURVE_TAG_ON (1) or FT_CURVE_TAG_CUBIC (2). */
static inline void menshen_outline_set_point(FT_Outline *outline, int index, FT_Pos x, FT_Pos y, int tag) {
    outline->points[index].x = x;
    outline->points[index].y = y;
    outline->tags[index] = tag;
}

/* Contour `contour` ends with point `last_point`. */
static inline void menshen_outline_end_contour(FT_Outline *outline, int contour, int last_point) {
    outline->contours[contour] = last_point;
}

/* What point `index` is: 0 a conic control point, 1 on the curve, 2 a cubic control point. */
static inline int menshen_outline_tag(const FT_Outline *outline, int index) { return outline->tags[index] & 3; }

/* The last point of contour `contour`. */
static inline int menshen_outline_contour_end(const FT_Outline *outline, int contour) {
    return outline->contours[contour];
}
