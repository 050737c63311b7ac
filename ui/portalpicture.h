// Pictures of portal entries: PNG or SVG, small enough to travel to every end user.
#pragma once

#include "models/portalwords.h"
#include "models/storesession.h"

#include <QPixmap>

namespace seriatim {

inline constexpr int maximumPictureBytes = 256 * 1024;
inline constexpr int maximumPictureSide = 1024; // pixels of a PNG

// The file's bytes as they are to be stored. invalidInput says what is wrong with them and the remedy; io: not readable.
[[nodiscard]] Result<QByteArray> readPicture(const QString &path);

// "PNG, 128 × 128, 4.2 KB"; empty for no picture.
[[nodiscard]] QString pictureText(const QByteArray &picture);

// Fits into `side` logical pixels; null where there is no picture or it cannot be drawn.
[[nodiscard]] QPixmap picturePixmap(const QByteArray &picture, int side, qreal devicePixelRatio);

} // namespace seriatim
