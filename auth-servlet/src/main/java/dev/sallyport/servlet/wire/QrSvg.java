package dev.sallyport.servlet.wire;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import org.jspecify.annotations.Nullable;

/** A QR code as an SVG document: black squares on white, with nothing in it that a browser would run or load. */
final class QrSvg {
    // ISO/IEC 18004 asks for four modules of quiet zone.
    private static final int QUIET = 4;

    private QrSvg() {}

    /** Null when the text is longer than any QR code can be. */
    static @Nullable String of(String text) {
        try {
            return drawn(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
        } catch (DataTooLongException e) {
            return ofLong(text);
        }
    }

    /** With less to repair a stain by, more goes in. */
    private static @Nullable String ofLong(String text) {
        try {
            return drawn(QrCode.encodeText(text, QrCode.Ecc.LOW));
        } catch (DataTooLongException e) {
            return null;
        }
    }

    private static String drawn(QrCode code) {
        int size = code.size + 2 * QUIET;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(size)
                .append(' ')
                .append(size)
                .append("\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path"
                        + " d=\"");
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    // A run of a row at once: the text is a third as long.
                    svg.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    svg.append('h')
                            .append(x - from)
                            .append("v1H")
                            .append(from + QUIET)
                            .append('z');
                }
            }
        }
        return svg.append("\"/></svg>").toString();
    }
}
