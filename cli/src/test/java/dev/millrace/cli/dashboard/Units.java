package dev.millrace.cli.dashboard;

import java.util.Locale;

/** Values as Grafana writes them in a unit. */
final class Units {
    private static final double BYTE_STEP = 1024;

    private Units() {}

    static String format(double value, String unit) {
        return switch (unit) {
            case "s" -> seconds(value);
            case "cps" -> plain(value) + " c/s";
            case "bytes" -> bytes(value);
            default -> thousands(value);
        };
    }

    private static String seconds(double value) {
        if (value == 0) {
            return "0 s";
        }
        if (value < 1) {
            return plain(value * 1_000) + " ms";
        }
        return value < 120 ? plain(value) + " s" : plain(value / 60) + " min";
    }

    private static String bytes(double value) {
        if (value < BYTE_STEP) {
            return plain(value) + " B";
        }
        return value < BYTE_STEP * BYTE_STEP
                ? plain(value / BYTE_STEP) + " KiB"
                : plain(value / BYTE_STEP / BYTE_STEP) + " MiB";
    }

    private static String thousands(double value) {
        if (value < 10_000) {
            return plain(value);
        }
        return value < 1_000_000 ? plain(value / 1_000) + " K" : plain(value / 1_000_000) + " Mil";
    }

    /** Three places that count. */
    private static String plain(double value) {
        int decimals = value >= 100 || value == Math.rint(value) ? 0 : value >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return decimals == 0 ? text : text.replaceAll("\\.?0+$", "");
    }
}
