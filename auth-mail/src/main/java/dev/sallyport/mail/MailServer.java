package dev.sallyport.mail;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Address and settings of the SMTP server. Immutable. Except with {@link #unencrypted}, nothing is sent before the connection is
 * encrypted and the server's certificate matches its name.
 *
 * @param username null when the server requires none
 * @param password null when there is no user name
 * @param timeout for connecting, for each answer and for each write, 1 to 60 seconds
 * @param trust makes encrypted sockets, for a server whose certificate the platform does not know; null for the platform's
 */
public record MailServer(
        String host,
        int port,
        Encryption encryption,
        @Nullable String username,
        @Nullable Secret password,
        Duration timeout,
        @Nullable SSLSocketFactory trust) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Start of encryption on a connection. */
    public enum Encryption {
        /** By the command STARTTLS, without which no mail is sent (RFC 3207). */
        STARTTLS,
        /** From the first byte (RFC 8314). */
        IMPLICIT,
        /** Never. */
        NONE
    }

    /** @throws IllegalArgumentException when a value is out of its range, or a password would go over the wire in the clear */
    public MailServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The mail server has no host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The port of a mail server is 1 to 65535, not " + port);
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The timeout of a mail server is " + SHORTEST + " to " + LONGEST + ", not " + timeout);
        }
        if (encryption == Encryption.NONE && password != null) {
            throw new IllegalArgumentException(
                    "A password is not sent unencrypted: use MailServer.startTls(…) or implicitTls(…)");
        }
    }

    /** A server with STARTTLS; the port is usually 587. */
    public static MailServer startTls(String host, int port) {
        return of(host, port, Encryption.STARTTLS);
    }

    /** A server that encrypts from the first byte; the port is usually 465. */
    public static MailServer implicitTls(String host, int port) {
        return of(host, port, Encryption.IMPLICIT);
    }

    /** A server without encryption: tickets can be read in transit. For a server on the same machine, and for tests. */
    public static MailServer unencrypted(String host, int port) {
        return of(host, port, Encryption.NONE);
    }

    private static MailServer of(String host, int port, Encryption encryption) {
        String nobody = null;
        Secret none = null;
        SSLSocketFactory platforms = null;
        return new MailServer(host, port, encryption, nobody, none, Duration.ofSeconds(10), platforms);
    }

    public MailServer withLogin(String name, Secret secret) {
        return new MailServer(host, port, encryption, name, secret, timeout, trust);
    }

    public MailServer withTimeout(Duration value) {
        return new MailServer(host, port, encryption, username, password, value, trust);
    }

    public MailServer withTrust(SSLSocketFactory sockets) {
        return new MailServer(host, port, encryption, username, password, timeout, sockets);
    }
}
