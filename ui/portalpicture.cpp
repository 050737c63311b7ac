#include "ui/portalpicture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

namespace seriatim {

namespace {

struct PictureWords {
    Q_DECLARE_TR_FUNCTIONS(seriatim::PortalPicture)
};

bool isPng(const QByteArray &bytes)
{
    return bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8));
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1024)
        return PictureWords::tr("%1 bytes").arg(bytes);
    return PictureWords::tr("%1 KB").arg(static_cast<double>(bytes) / 1024, 0, 'f', bytes % 1024 == 0 ? 0 : 1);
}

QSize pngSize(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, "png");
    return reader.canRead() ? reader.size() : QSize();
}

} // namespace

Result<QByteArray> readPicture(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::io, name, PictureWords::tr("it cannot be read: %1").arg(file.errorString())};
    if (file.size() > maximumPictureBytes) {
        return Error{ErrorCode::invalidInput, name,
                     PictureWords::tr("it has %1, and at most %2 are allowed; make the picture smaller")
                         .arg(sizeText(file.size()), sizeText(maximumPictureBytes))};
    }
    const QByteArray bytes = file.readAll();
    if (isPng(bytes)) {
        const QSize size = pngSize(bytes);
        if (size.width() > maximumPictureSide || size.height() > maximumPictureSide) {
            return Error{ErrorCode::invalidInput, name,
                         PictureWords::tr("it has %1 × %2 pixels, and at most %3 × %3 are allowed; make the picture smaller")
                             .arg(size.width()).arg(size.height()).arg(maximumPictureSide)};
        }
        if (!QImage::fromData(bytes, "png").isNull())
            return bytes;
    } else if (bytes.contains("<svg") && QSvgRenderer(bytes).isValid()) {
        return bytes;
    }
    return Error{ErrorCode::invalidInput, name, PictureWords::tr("it is not a PNG or SVG picture that can be read; choose another file")};
}

QString pictureText(const QByteArray &picture)
{
    if (picture.isEmpty())
        return {};
    const QString bytes = sizeText(picture.size());
    if (!isPng(picture))
        return PictureWords::tr("SVG, %1").arg(bytes);
    const QSize size = pngSize(picture);
    return PictureWords::tr("PNG, %1 × %2, %3").arg(size.width()).arg(size.height()).arg(bytes);
}

QPixmap picturePixmap(const QByteArray &picture, int side, qreal devicePixelRatio)
{
    const int pixels = qRound(side * devicePixelRatio);
    QPixmap result;
    if (isPng(picture)) {
        const QImage image = QImage::fromData(picture, "png");
        if (image.isNull())
            return {};
        const bool larger = image.width() > pixels || image.height() > pixels;
        result = QPixmap::fromImage(larger ? image.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation) : image);
    } else if (!picture.isEmpty()) {
        QSvgRenderer renderer(picture);
        if (!renderer.isValid())
            return {};
        const QSize size = renderer.defaultSize().scaled(pixels, pixels, Qt::KeepAspectRatio);
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        renderer.render(&painter);
    }
    result.setDevicePixelRatio(devicePixelRatio);
    return result;
}

} // namespace seriatim
