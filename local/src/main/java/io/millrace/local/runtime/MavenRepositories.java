package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.local.process.StageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.jspecify.annotations.Nullable;

/**
 * Where the user's Maven gets artifacts from: its local repository, and the mirror of Maven Central or Maven Central itself.
 *
 * @see <a href="https://maven.apache.org/settings.html">Settings Reference</a>
 */
final class MavenRepositories {
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path file;
    private final Path local;
    private final String remote;
    private final Optional<String> authorization;
    private final Optional<Proxy> proxy;
    private final boolean offline;

    private MavenRepositories(Path file, Settings settings, Path home) {
        this.file = file;
        String repository = settings.getLocalRepository();
        this.local = Path.of(System.getProperty(
                "maven.repo.local",
                repository == null ? home.resolve(".m2/repository").toString() : repository));
        Optional<Mirror> mirror = settings.getMirrors().stream()
                .filter(one -> isOfCentral(one.getMirrorOf()))
                .findFirst();
        this.remote = mirror.map(Mirror::getUrl).orElse(CENTRAL).replaceFirst("/+$", "");
        this.authorization = mirror.flatMap(one -> authorization(settings.getServer(one.getId())));
        this.proxy = Optional.ofNullable(settings.getActiveProxy())
                .map(given -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(given.getHost(), given.getPort())));
        this.offline = settings.isOffline();
    }

    /** Those of a user, by the {@code .m2/settings.xml} of a home directory. */
    static MavenRepositories ofUser(Path home) {
        Path file = home.resolve(".m2/settings.xml");
        try {
            Settings settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(new DefaultSettingsBuildingRequest()
                            .setUserSettingsFile(file.toFile())
                            .setSystemProperties(System.getProperties()))
                    .getEffectiveSettings();
            return new MavenRepositories(file, settings, home);
        } catch (SettingsBuildingException e) {
            throw new StageException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Whether a mirror's {@code mirrorOf} covers Maven Central, whose id is {@code central}. */
    static boolean isOfCentral(String mirrorOf) {
        List<String> parts = List.of(mirrorOf.replace(" ", "").split(",", -1));
        return !parts.contains("!central")
                && (parts.contains("central") || parts.contains("*") || parts.contains("external:*"));
    }

    private static Optional<String> authorization(@Nullable Server server) {
        if (server == null || server.getUsername() == null || server.getPassword() == null) {
            return Optional.empty();
        }
        String login = server.getUsername() + ":" + server.getPassword();
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }

    /** The directory of the artifacts that Maven has here. */
    Path local() {
        return local;
    }

    Path settings() {
        return file;
    }

    String url(String path) {
        return remote + "/" + requireNonNull(path, "path is null");
    }

    /**
     * Reads an artifact from the remote repository.
     *
     * @throws DownloadException when it does not give the file, now or while it is read
     */
    InputStream download(String path) throws IOException {
        String url = url(path);
        if (offline) {
            throw new DownloadException("%s sets offline".formatted(file));
        }
        try {
            URL place = URI.create(url).toURL();
            HttpURLConnection connection = (HttpURLConnection)
                    (proxy.isPresent() ? place.openConnection(proxy.get()) : place.openConnection());
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            authorization.ifPresent(value -> connection.setRequestProperty("authorization", value));
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                throw new DownloadException("%s answers %d".formatted(url, status));
            }
            return new Body(connection.getInputStream(), url);
        } catch (DownloadException e) {
            throw e;
        } catch (IOException e) {
            throw new DownloadException("%s does not answer: %s".formatted(url, e), e);
        }
    }

    /** Names the URL when the connection breaks. */
    private static final class Body extends FilterInputStream {
        private final String url;

        private Body(InputStream in, String url) {
            super(in);
            this.url = url;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw new DownloadException("%s broke off: %s".formatted(url, e), e);
            }
        }
    }
}
