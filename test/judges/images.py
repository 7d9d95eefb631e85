"""Changes of images as Pillow, SciPy and the standard library make them."""

import colorsys

import numpy as np
from PIL import Image, ImageEnhance, ImageOps
from scipy import ndimage

SIZES = [(7, 5, 1), (6, 9, 3), (17, 16, 1)]


def pillow(image: np.ndarray) -> Image.Image:
    return Image.fromarray(image[:, :, 0] if image.shape[2] == 1 else image)


def affine(image: np.ndarray, matrix: np.ndarray, fill: int) -> np.ndarray:
    """Reads each pixel at `matrix` times its place, both from the centre."""
    centre = (np.array(image.shape[:2]) - 1) / 2
    channels = [
        ndimage.affine_transform(
            image[:, :, channel].astype(np.float64),
            matrix,
            offset=centre - matrix @ centre,
            order=1,
            mode="grid-constant",
            cval=fill,
        )
        for channel in range(image.shape[2])
    ]
    return np.stack(channels, axis=2)


def turned_hue(image: np.ndarray, turn: float) -> np.ndarray:
    def change(pixel: np.ndarray) -> list[float]:
        hue, saturation, value = colorsys.rgb_to_hsv(*(pixel / 255))
        return [255 * one for one in colorsys.hsv_to_rgb((hue + turn) % 1, saturation, value)]

    return np.apply_along_axis(change, 2, image.astype(np.float64))


def changes(image: np.ndarray) -> list[tuple[str, list[float], np.ndarray]]:
    """Name of the change, its amounts, the result."""
    picture = pillow(image)
    grey = picture.mode == "L"
    rows: list[tuple[str, list[float], object]] = [
        *(("posterize", [bits], ImageOps.posterize(picture, bits)) for bits in (8, 6, 4)),
        *(("solarize", [cut], ImageOps.solarize(picture, cut)) for cut in (256, 128, 30, 0)),
        ("spreadTones", [], ImageOps.autocontrast(picture)),
        ("equalizeTones", [], ImageOps.equalize(picture)),
        *(("scaleSharpness", [by], ImageEnhance.Sharpness(picture).enhance(by)) for by in (0.1, 1, 1.9)),
        *(("addBrightness", [by], np.clip(image + float(by), 0, 255)) for by in (-200, -3, 40)),
    ]
    mean = image.reshape(-1, image.shape[2]).mean(axis=0)
    rows += [("scaleContrast", [by], np.clip(mean + by * (image - mean), 0, 255)) for by in (0, 0.5, 1, 1.7)]
    if not grey:
        rows += [("toGrey", [], np.repeat(np.asarray(picture.convert("L"))[:, :, None], 3, axis=2))]
        rows += [("scaleSaturation", [by], ImageEnhance.Color(picture).enhance(by)) for by in (0, 0.4, 1, 1.8)]
        rows += [("turnHue", [by], turned_hue(image, by)) for by in (-0.5, -0.2, 0, 0.03, 0.4)]
    for degrees in (-180, -31.5, 0, 10, 90):
        angle = np.deg2rad(degrees)
        matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        rows.append(("rotate", [degrees, 17], affine(image, matrix, 17)))
    for yy, yx, xy, xx in [(0.8, 0, 0, 0.8), (1.3, 0, 0, 1.3), (1, 0, 0.25, 1), (1, -0.3, 0, 1)]:
        rows.append(("sampleAffine", [yy, yx, xy, xx, 200], affine(image, np.array([[yy, yx], [xy, xx]]), 200)))
    return [(name, amounts, np.asarray(result)) for name, amounts, result in rows]


def image_cases() -> list[dict[str, object]]:
    random = np.random.default_rng(11)
    cases = []
    for height, width, channels in SIZES:
        image = random.integers(20, 240, (height, width, channels), dtype=np.uint8)
        cases.append(
            {
                "size": {"height": height, "width": width, "channels": channels},
                "pixels": image.ravel().tolist(),
                "changes": [
                    {"change": name, "amounts": amounts, "result": np.round(result, 4).ravel().tolist()}
                    for name, amounts, result in changes(image)
                ],
            }
        )
    return cases
