package io.millrace.local.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.local.process.PortFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the page of a stage is: its address has a secret, so only the owner can read the files, the address and a page that leads
 * to it.
 */
public record ConsoleFile(Path directory) {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8" />
                <title>Millrace</title>
                <meta http-equiv="refresh" content="0; url=%1$s" />
              </head>
              <body><a href="%1$s">The page of the stage</a></body>
            </html>
            """;

    public ConsoleFile {
        requireNonNull(directory, "directory is null");
    }

    private Path file() {
        return directory.resolve("console");
    }

    /**
     * A page that leads a browser to the address. A browser is started with this file: what a program is started with can be read
     * by every user of the machine.
     */
    public Path page() {
        return directory.resolve("console.html");
    }

    private PortFile port() {
        return new PortFile(directory.resolve("console.port"));
    }

    /** The former port if it is free, or else 0: an open page finds the next server. */
    public int usablePort() {
        return port().usable();
    }

    /** Forgets what a killed process has left: the next server may have its port, and never has its secret. */
    public void clear() {
        try {
            Files.deleteIfExists(file());
            Files.deleteIfExists(page());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remember(URI url, int port) {
        port().remember(port);
        write(page(), PAGE.formatted(url));
        write(file(), url.toString());
    }

    private static void write(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text, UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<URI> read() {
        try {
            return Optional.of(URI.create(Files.readString(file(), UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the page, if something listens there: a process that was killed leaves its own. */
    public Optional<URI> served() {
        return read().filter(url -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Forgets an address, unless another server has taken its place. */
    public void forget(URI url) {
        if (read().filter(url::equals).isPresent()) {
            clear();
        }
    }
}
