package io.millrace.constructs.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;
import software.constructs.MetadataEntry;

/** What a construct is annotated with, and how urgently. */
public record Annotated(String level, String path, String text) {
    /** The warnings and informations of a synthesised stack, without those about prices. */
    public static List<Annotated> in(Stack stack) {
        List<Annotated> found = new ArrayList<>();
        for (IConstruct construct : stack.getNode().findAll()) {
            for (MetadataEntry entry : construct.getNode().getMetadata()) {
                Annotated annotation = new Annotated(
                        entry.getType().replace("aws:cdk:", ""),
                        construct.getNode().getPath(),
                        String.valueOf(entry.getData()));
                if (annotation.level.matches("warning|info|error") && !annotation.text.contains("USD a month")) {
                    found.add(annotation);
                }
            }
        }
        return found;
    }

    /** The one annotation whose text starts like this. */
    public static Annotated only(Stack stack, String start) {
        List<Annotated> found = in(stack).stream()
                .filter(annotation -> annotation.text.startsWith(start))
                .toList();
        if (found.size() != 1) {
            throw new NoSuchElementException("not one annotation that starts with '" + start + "': " + in(stack));
        }
        return found.get(0);
    }
}
