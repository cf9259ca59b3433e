package dev.sallyport.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on a free port of the loopback address, which knows one login and keeps what it takes. */
final class SmtpServer implements AutoCloseable {
    static final String USER = "mailer";
    static final String PASSWORD = "mailer-demo-password";

    private final BlockingQueue<Taken> mails = new LinkedBlockingQueue<>();
    private final SMTPServer server;

    /** A mail and its envelope. */
    record Taken(String from, String to, String raw, MimeMessage mail) {}

    private SmtpServer(UnaryOperator<SMTPServer.Builder> settings) {
        server = settings.apply(new SMTPServer.Builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .hostName("localhost")
                        .connectionTimeout(20, TimeUnit.SECONDS)
                        .messageHandler((context, from, to, data) -> take(from, to, data)))
                .build();
        server.start();
    }

    static SmtpServer plain() {
        return new SmtpServer(settings -> settings);
    }

    /** Takes nothing before STARTTLS and a login. */
    static SmtpServer startTls(SSLContext context) {
        return new SmtpServer(settings ->
                withLogin(settings).startTlsSocketFactory(context).enableTLS().requireTLS());
    }

    static SmtpServer implicitTls(SSLContext context) {
        return new SmtpServer(settings -> withLogin(settings).serverSocketFactory(context));
    }

    private static SMTPServer.Builder withLogin(SMTPServer.Builder settings) {
        return settings.requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((name, password, context) -> {
                    if (!name.equals(USER) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException();
                    }
                }));
    }

    private void take(String from, String to, byte[] data) {
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
            mails.add(new Taken(from, to, new String(data, StandardCharsets.UTF_8), mail));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    Taken next() throws InterruptedException {
        Taken taken = mails.poll(60, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("No mail came");
        }
        return taken;
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A key and a certificate for that name, signed by itself and trusted by itself; made by the JDK's own tool. */
    static SSLContext certificate(Path folder, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "smtp",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-validity",
                        "30",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said;
        try (InputStream out = tool.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!Files.exists(file)) {
            throw new IOException(said);
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("smtp", store.getCertificate("smtp"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
