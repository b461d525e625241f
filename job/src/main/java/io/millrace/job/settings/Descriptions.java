package io.millrace.job.settings;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;

/** The plain words of an option's description. */
final class Descriptions {
    private Descriptions() {}

    static String text(ConfigOption<?> option) {
        Formatter formatter = new HtmlFormatter();
        return formatter.format(option.description());
    }
}
