package io.millrace.contract.flink;

import java.util.EnumSet;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.TextElement.TextStyle;

/** The description of an option, on one line and without marks. */
final class PlainText extends Formatter {
    private PlainText() {}

    static String of(Description description) {
        return new PlainText().format(description).trim();
    }

    @Override
    protected void formatLink(StringBuilder text, String link, String linkText) {
        text.append(linkText);
    }

    @Override
    protected void formatLineBreak(StringBuilder text) {
        text.append(' ');
    }

    @Override
    protected void formatText(StringBuilder text, String format, String[] elements, EnumSet<TextStyle> styles) {
        text.append(elements.length == 0 ? format : String.format(format, (Object[]) elements));
    }

    @Override
    protected void formatList(StringBuilder text, String[] entries) {
        text.append(String.join("; ", entries));
    }

    @Override
    protected Formatter newInstance() {
        return new PlainText();
    }
}
