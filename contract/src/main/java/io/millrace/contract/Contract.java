package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Everything a jar declares: its jobs, and the connectors its inputs and outputs may use. */
@JsonPropertyOrder({"connectors", "jobs"})
public final class Contract {
    /** Path of the declaration within a jar. */
    public static final String RESOURCE = "META-INF/millrace/jobs.json";

    /** Id of the property group that names the job and holds its settings. */
    public static final String JOB_GROUP = "Job";

    /** Key of the {@link #JOB_GROUP} group that names the job. */
    public static final String JOB_NAME = "name";

    /** Key of an input's or output's group that names its connector. */
    public static final String CONNECTOR = "connector";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final List<ConnectorDeclaration> connectors;
    private final List<JobDeclaration> jobs;

    public Contract(
            @JsonProperty("connectors") List<ConnectorDeclaration> connectors,
            @JsonProperty("jobs") List<JobDeclaration> jobs) {
        this.connectors = List.copyOf(connectors);
        this.jobs = List.copyOf(jobs);
    }

    /**
     * Reads the declaration of a jar.
     *
     * @return empty when the jar has no declaration
     * @throws IOException when the jar cannot be read or its declaration is malformed
     */
    public static Optional<Contract> ofJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(RESOURCE);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = file.getInputStream(entry)) {
                return Optional.of(read(in));
            }
        }
    }

    /**
     * Reads a declaration, the content of {@link #RESOURCE}.
     *
     * @throws IOException when it cannot be read or is malformed
     */
    public static Contract read(InputStream in) throws IOException {
        return JSON.readValue(in, Contract.class);
    }

    /** Writes the declaration as the JSON that {@link #read} reads. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(JSON.writeValueAsBytes(this));
        out.write('\n');
    }

    @JsonProperty
    public List<ConnectorDeclaration> connectors() {
        return connectors;
    }

    /** Whether an input or output can use the connector of this name. */
    public boolean hasConnector(String name) {
        return connector(name).isPresent();
    }

    Optional<ConnectorDeclaration> connector(String name) {
        return connectors.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst();
    }

    @JsonProperty
    public List<JobDeclaration> jobs() {
        return jobs;
    }

    public Optional<JobDeclaration> job(String name) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /**
     * The job that property groups choose.
     *
     * @param groups property groups: group id to key to value
     * @return empty when the groups name no job, or a job that the jar does not declare
     */
    public Optional<JobDeclaration> jobOf(Map<String, Map<String, String>> groups) {
        return jobName(groups).flatMap(this::job);
    }

    /** The name of the job that property groups choose; empty when they name none. */
    public static Optional<String> jobName(Map<String, Map<String, String>> groups) {
        return Optional.ofNullable(groups.getOrDefault(JOB_GROUP, Map.of()).get(JOB_NAME));
    }
}
