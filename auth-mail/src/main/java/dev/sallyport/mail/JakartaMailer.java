package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;
import dev.sallyport.account.Mailer;
import dev.sallyport.secret.Secret;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/**
 * Sends mails about accounts by SMTP, each over a connection of its own. Safe for use by many threads. Sending fails when the server
 * does not encrypt, does not prove its identity, refuses the mail, or does not answer in time.
 */
public final class JakartaMailer implements Mailer {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailServer server;
    private final InternetAddress from;
    private final MailTexts texts;
    private final Session session;

    private JakartaMailer(MailServer server, InternetAddress from, MailTexts texts) {
        this.server = server;
        this.from = from;
        this.texts = texts;
        this.session = Session.getInstance(properties(server, from));
    }

    /**
     * Creates a mailer with the standard texts.
     *
     * @param from sender of the mails, such as {@code Acme <no-reply@example.com>}
     * @throws IllegalArgumentException when {@code from} is not an address
     */
    public static JakartaMailer of(MailServer server, String from) {
        return new JakartaMailer(server, address(from), MailTexts.standard());
    }

    /** Replaces the standard texts with the application's own. */
    public JakartaMailer withTexts(MailTexts value) {
        return new JakartaMailer(server, from, value);
    }

    private static InternetAddress address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "The sender of mails is an address such as Acme <no-reply@example.com>, not \"" + text + "\"", e);
        }
    }

    private static Properties properties(MailServer server, InternetAddress from) {
        String timeout = Long.toString(server.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.username() != null));
        boolean startTls = server.encryption() == MailServer.Encryption.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty(
                "mail.smtp.ssl.enable", Boolean.toString(server.encryption() == MailServer.Encryption.IMPLICIT));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        // Otherwise the name of this machine and its user become part of the Message-ID.
        properties.setProperty("mail.from", from.getAddress());
        if (server.trust() != null) {
            properties.put("mail.smtp.ssl.socketFactory", server.trust());
            properties.setProperty("mail.smtp.ssl.socketFactory.fallback", "false");
        }
        return properties;
    }

    @Override
    public void send(MailMessage message) throws MessagingException {
        MimeMessage mail = mail(message);
        Secret password = server.password();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(
                    server.host(), server.port(), server.username(), password == null ? null : password.reveal());
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    @SuppressWarnings("JavaUtilDate") // The type that Jakarta Mail requires.
    private MimeMessage mail(MailMessage message) throws MessagingException {
        MailText text = texts.textOf(message);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        // One address: as a list it might be several. A person's name stays out of the headers.
        InternetAddress to = new InternetAddress(message.address(), true);
        mail.setRecipient(Message.RecipientType.TO, to);
        mail.setSubject(text.subject(), UTF_8);
        mail.setSentDate(new Date());
        // Suppresses automatic replies, such as absence notes (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(text.plain(), "plain"));
        parts.addBodyPart(part(text.html(), "html"));
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(Secret text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text.reveal(), UTF_8, subtype);
        return part;
    }
}
