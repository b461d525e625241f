package io.millrace.integration;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The jar of the jobs, which is on the class path. */
public final class JobJar {
    private JobJar() {}

    /** Every job that it declares, by name. */
    public static Map<String, JobDeclaration> jobs() {
        try (InputStream in = JobJar.class.getResourceAsStream("/" + Contract.RESOURCE)) {
            return Contract.read(requireNonNull(in, "the jar of the jobs is not on the class path")).jobs().stream()
                    .collect(toMap(JobDeclaration::name, job -> job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
