package dev.millrace.cli.dashboard;

import java.util.Locale;

/** Text that becomes a picture. For one thread. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Where a text stands beside its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void rectangle(double x, double y, double width, double height, String fill, double opacity) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"%s/>\n",
                number(x), number(y), number(width), number(height), fill, opacity("fill", opacity));
    }

    void frame(double x, double y, double width, double height, String fill, String stroke) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"3\" fill=\"%s\" stroke=\"%s\"/>\n",
                number(x), number(y), number(width), number(height), fill, stroke);
    }

    void line(double x1, double y1, double x2, double y2, String stroke) {
        add("<path d=\"M%s %sL%s %s\" stroke=\"%s\"/>\n", number(x1), number(y1), number(x2), number(y2), stroke);
    }

    /** @param dashes as SVG has them; none where it is empty */
    void stroke(String path, String stroke, String dashes) {
        String dashed = dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"%s/>\n", path, stroke, dashed);
    }

    void area(String path, String fill, double opacity) {
        add("<path d=\"%s\" fill=\"%s\"%s/>\n", path, fill, opacity("fill", opacity));
    }

    void text(double x, double y, double size, String fill, Anchor anchor, String content) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\"%s>%s</text>\n",
                number(x),
                number(y),
                number(size),
                fill,
                anchor == Anchor.START ? "" : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + "\"",
                escaped(content));
    }

    void bold(double x, double y, double size, String fill, String content) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" font-weight=\"600\" fill=\"%s\">%s</text>\n",
                number(x), number(y), number(size), fill, escaped(content));
    }

    /** The whole file. */
    String file(double width, double height) {
        String size = number(width) + " " + number(height);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\" font-family=\"Helvetica, Arial, sans-serif\">\n" + text
                + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    private static String opacity(String of, double value) {
        return value >= 1 ? "" : " " + of + "-opacity=\"" + number(value) + "\"";
    }

    /** To a tenth of a pixel. */
    static String number(double value) {
        String tenths = String.format(Locale.ROOT, value < 1 && value > 0 ? "%.2f" : "%.1f", value);
        return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
