package io.millrace.kinesis.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate for https, for localhost and signed by itself. The JDK's keytool makes it when it is first needed;
 * after that it stays, so that a client can trust {@value #CERTIFICATE}.
 */
final class TlsCertificate {
    private static final String KEY_STORE = "tls.p12";
    private static final String CERTIFICATE = "tls.pem";
    private static final String ALIAS = "millrace";
    /** Protects nothing: the file is as private as the directory. */
    private static final String PASSWORD = "millrace";

    private static final long KEYTOOL_SECONDS = 120;

    private final Path directory;

    TlsCertificate(Path directory) {
        this.directory = directory;
    }

    /** What the server presents; negotiates HTTP/2 or HTTP/1.1. Takes a second when the certificate must be made. */
    SslContext context() throws IOException {
        Path keys = directory.resolve(KEY_STORE);
        if (!Files.exists(keys)) {
            make(keys);
        }
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            write(store.getCertificate(ALIAS).getEncoded());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD.toCharArray());
            return SslContextBuilder.forServer(factory)
                    .sslProvider(SslProvider.JDK)
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    keys + " cannot be used; delete it, and the server makes another: " + e.getMessage(), e);
        }
    }

    private void write(byte[] certificate) throws IOException {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
        Files.writeString(
                directory.resolve(CERTIFICATE),
                "-----BEGIN CERTIFICATE-----\n" + base64.encodeToString(certificate) + "\n-----END CERTIFICATE-----\n");
    }

    private void make(Path keys) throws IOException {
        Path draft = directory.resolve(KEY_STORE + ".new");
        Files.deleteIfExists(draft);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "3650",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        draft.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getOutputStream().close();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("keytool of " + System.getProperty("java.home")
                        + " must make a certificate, and failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        }
        Files.move(draft, keys, StandardCopyOption.ATOMIC_MOVE);
    }
}
