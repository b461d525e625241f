package io.millrace.assembly.template;

/** A template's value that has no answer on this machine; the message names the stack and the value's path in it. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
