package io.millrace.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps figures to positions.
 *
 * @param logarithmic by powers of ten; otherwise from zero
 */
record Scale(boolean logarithmic, double least, double most, double from, double to) {
    /** A scale that shows all figures. */
    static Scale of(boolean logarithmic, List<Double> figures, double from, double to) {
        double least = figures.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = figures.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        if (!logarithmic) {
            double step = step(Math.max(most, 1e-9));
            return new Scale(false, 0, step * Math.ceil(most / step), from, to);
        }
        if (least <= 0) {
            throw new IllegalArgumentException("a figure on a logarithmic scale must be above 0, got " + least);
        }
        double low = Math.log10(least);
        double high = Math.log10(most);
        double margin = Math.max(0.06 * (high - low), (0.8 - (high - low)) / 2);
        return new Scale(true, Math.pow(10, low - margin), Math.pow(10, high + margin), from, to);
    }

    double at(double figure) {
        double share = logarithmic
                ? (Math.log10(figure) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
                : (figure - least) / (most - least);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (!logarithmic) {
            double step = step(most);
            for (int i = 0; i * step <= most * 1.0001; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
        int[] digits = Math.log10(most / least) > 3 ? new int[] {1} : new int[] {1, 2, 5};
        for (int power = (int) Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
            for (int digit : digits) {
                double tick = digit * Math.pow(10, power);
                if (tick >= least && tick <= most) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that there are some five ticks. */
    private static double step(double most) {
        double rough = most / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }

    /** 200, 20k, 2M. */
    static String label(double figure) {
        if (figure >= 1e6) {
            return trimmed(figure / 1e6) + "M";
        }
        return figure >= 1e3 ? trimmed(figure / 1e3) + "k" : trimmed(figure);
    }

    private static String trimmed(double figure) {
        String text = String.format(Locale.ROOT, "%.2f", figure);
        return text.replaceFirst("\\.?0+$", "");
    }
}
