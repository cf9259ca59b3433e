package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.account.MailMessage;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JakartaMailerTest {
    private static final String FROM = "Acme <no-reply@example.com>";
    private static final Secret LINK = Secret.of("https://app.example.com/account#reset=AAAAAAAAAAAAAAAAAAAAAAAAAAA");
    private static final Secret PASSWORD = Secret.of(SmtpServer.PASSWORD);

    private static SSLContext genuine;
    private static SSLContext stranger;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        genuine = SmtpServer.certificate(folder, "localhost");
        stranger = SmtpServer.certificate(folder, "mail.evil.example");
    }

    private static MailMessage mail(MailMessage.Kind kind, String name, Locale locale) {
        Instant end = Instant.parse("2030-01-31T12:30:00Z");
        return new MailMessage(kind, "ada@example.com", name, "Acme Reports", LINK, end, locale);
    }

    private static MailMessage reset() {
        return mail(MailMessage.Kind.RESET, "Ada", Locale.ENGLISH);
    }

    private static String part(SmtpServer.Taken taken, int index) throws MessagingException, IOException {
        return (String)
                ((MimeMultipart) taken.mail().getContent()).getBodyPart(index).getContent();
    }

    @Test
    void sendsByStartTlsWithALogin() throws Exception {
        try (SmtpServer server = SmtpServer.startTls(genuine)) {
            JakartaMailer mailer = JakartaMailer.of(
                    MailServer.startTls("localhost", server.port())
                            .withLogin(SmtpServer.USER, PASSWORD)
                            .withTrust(genuine.getSocketFactory()),
                    FROM);
            mailer.send(reset());
            SmtpServer.Taken taken = server.next();
            assertThat(taken.from()).isEqualTo("no-reply@example.com");
            assertThat(taken.to()).isEqualTo("ada@example.com");
            assertThat(taken.mail().getFrom()[0]).hasToString(FROM);
            assertThat(taken.mail().getSubject()).isEqualTo("Acme Reports: set a new password");
            assertThat(taken.mail().getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(taken.mail().getMessageID()).endsWith("@example.com>");
            assertThat(part(taken, 0))
                    .startsWith("Hello Ada,")
                    .contains(LINK.reveal())
                    .contains("until 31 January 2030, 12:30 UTC");
            assertThat(part(taken, 1)).contains("<a href=\"" + LINK.reveal() + "\">");
        }
    }

    @Test
    void sendsByImplicitTlsWithALogin() throws Exception {
        try (SmtpServer server = SmtpServer.implicitTls(genuine)) {
            JakartaMailer.of(
                            MailServer.implicitTls("localhost", server.port())
                                    .withLogin(SmtpServer.USER, PASSWORD)
                                    .withTrust(genuine.getSocketFactory()),
                            FROM)
                    .send(reset());
            assertThat(server.next().mail().getSubject()).isEqualTo("Acme Reports: set a new password");
        }
    }

    @Test
    void sendsNothingToAServerThatDoesNotEncrypt() throws Exception {
        try (SmtpServer server = SmtpServer.plain()) {
            JakartaMailer mailer = JakartaMailer.of(MailServer.startTls("localhost", server.port()), FROM);
            assertThatThrownBy(() -> mailer.send(reset())).isInstanceOf(MessagingException.class);
            assertThat(server.isEmpty()).isTrue();
            JakartaMailer.of(MailServer.unencrypted("localhost", server.port()), FROM)
                    .send(reset());
            assertThat(server.next().to()).isEqualTo("ada@example.com");
        }
    }

    @Test
    void sendsNothingToAServerThatIsNotWhoItShouldBe() throws Exception {
        try (SmtpServer server = SmtpServer.startTls(stranger)) {
            MailServer named = MailServer.startTls("localhost", server.port()).withLogin(SmtpServer.USER, PASSWORD);
            JakartaMailer unknown = JakartaMailer.of(named, FROM);
            assertThatThrownBy(() -> unknown.send(reset())).isInstanceOf(MessagingException.class);
            JakartaMailer otherName = JakartaMailer.of(named.withTrust(stranger.getSocketFactory()), FROM);
            assertThatThrownBy(() -> otherName.send(reset()))
                    .as("its certificate is known, and another name's")
                    .isInstanceOf(MessagingException.class);
            assertThat(server.isEmpty()).isTrue();
        }
    }

    @Test
    void wrongPasswordIsAFailureThatDoesNotTellIt() {
        try (SmtpServer server = SmtpServer.startTls(genuine)) {
            JakartaMailer mailer = JakartaMailer.of(
                    MailServer.startTls("localhost", server.port())
                            .withLogin(SmtpServer.USER, Secret.of("not-the-password"))
                            .withTrust(genuine.getSocketFactory()),
                    FROM);
            assertThatThrownBy(() -> mailer.send(reset()))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageNotContaining("not-the-password");
        }
    }

    @Test
    void serverThatDoesNotAnswerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            JakartaMailer mailer = JakartaMailer.of(
                    MailServer.unencrypted("localhost", silent.getLocalPort()).withTimeout(Duration.ofSeconds(1)),
                    FROM);
            assertThatThrownBy(() -> mailer.send(reset())).isInstanceOf(MessagingException.class);
        }
    }

    @Test
    void namesAreNeitherHeadersNorMarkup() throws Exception {
        try (SmtpServer server = SmtpServer.plain()) {
            JakartaMailer mailer = JakartaMailer.of(MailServer.unencrypted("localhost", server.port()), FROM);
            String name =
                    "<img src=x onerror=\"alert('1')\">\r\nBcc: all@example.com\r\n\r\n.\r\nRCPT TO:<b@example.com>";
            mailer.send(mail(MailMessage.Kind.ENROL, name, Locale.ENGLISH));
            SmtpServer.Taken taken = server.next();
            assertThat(taken.mail().getHeader("Bcc")).isNull();
            assertThat(taken.mail().getAllRecipients()).hasSize(1);
            assertThat(part(taken, 1))
                    .doesNotContain("<img")
                    .contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;");
            assertThat(server.isEmpty()).as("no second mail").isTrue();
        }
    }

    @Test
    void addressThatIsNoneOrSeveralIsNotSentTo() {
        try (SmtpServer server = SmtpServer.plain()) {
            JakartaMailer mailer = JakartaMailer.of(MailServer.unencrypted("localhost", server.port()), FROM);
            for (String address : new String[] {
                "a@example.com,b@example.com", "a@example.com\r\nBcc: b@example.com", "a@example.com> SIZE=1", ""
            }) {
                MailMessage several = MailMessage.withoutLink(
                        MailMessage.Kind.ACCOUNT_EXISTS, address, "Acme Reports", Locale.ENGLISH);
                assertThatThrownBy(() -> mailer.send(several)).as(address).isInstanceOf(MessagingException.class);
            }
            assertThat(server.isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(MailMessage.Kind.class)
    void everyMailHasWordsInEnglishAndGerman(MailMessage.Kind kind) {
        MailText english = MailTexts.standard().textOf(mail(kind, "Ada", Locale.FRENCH));
        MailText german = MailTexts.standard().textOf(mail(kind, "Ada", Locale.forLanguageTag("de-AT")));
        assertThat(english.plain().reveal()).startsWith("Hello Ada,").contains("Acme Reports", LINK.reveal());
        assertThat(german.plain().reveal())
                .startsWith("Guten Tag Ada,")
                .contains("Acme Reports", LINK.reveal(), "31 Januar 2030");
        assertThat(german.subject()).isNotEqualTo(english.subject());
        assertThat(english.toString()).doesNotContain("reset=");
    }

    @Test
    void applicationBringsItsOwnWords() throws Exception {
        try (SmtpServer server = SmtpServer.plain()) {
            JakartaMailer.of(MailServer.unencrypted("localhost", server.port()), FROM)
                    .withTexts(message -> new MailText("Grüße", Secret.of("plain"), Secret.of("<p>html</p>")))
                    .send(reset());
            SmtpServer.Taken taken = server.next();
            assertThat(taken.mail().getSubject()).isEqualTo("Grüße");
            assertThat(part(taken, 0).strip()).isEqualTo("plain");
        }
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        MailServer open = MailServer.unencrypted("localhost", 25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open.withLogin("a", PASSWORD))
                .withMessage("A password is not sent unencrypted: use MailServer.startTls(…) or implicitTls(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JakartaMailer.of(open, "no address"))
                .withMessageStartingWith("The sender of mails is an address such as");
        assertThatIllegalArgumentException().isThrownBy(() -> open.withTimeout(Duration.ZERO));
        assertThat(MailServer.startTls("localhost", 587)
                        .withLogin("a", PASSWORD)
                        .toString())
                .doesNotContain(SmtpServer.PASSWORD);
    }

    /** From the request for a mail to a login with the new password, over a real server. */
    @Test
    void forgottenPasswordOverSmtp() throws Exception {
        try (SmtpServer server = SmtpServer.startTls(genuine);
                Sallyport auth = Sallyport.builder()
                        .issuer("https://api.example.com")
                        .displayName("Acme Reports")
                        .scopes("reports:read")
                        .auditSink(event -> {})
                        .accounts(accounts -> accounts.withPage("https://app.example.com/account")
                                .withMailer(JakartaMailer.of(
                                        MailServer.startTls("localhost", server.port())
                                                .withLogin(SmtpServer.USER, PASSWORD)
                                                .withTrust(genuine.getSocketFactory()),
                                        FROM)))
                        .build()) {
            auth.users().createIfAbsent(NewUser.of("ada").withEmail("ada@example.com"));
            LoginOrigin origin = new LoginOrigin("192.0.2.1", null, null);
            assertThat(auth.accounts().orElseThrow().forgot("ada", origin).orElseThrow())
                    .isTrue();
            String text = part(server.next(), 0);
            int start = text.indexOf("#reset=") + "#reset=".length();
            Secret ticket = Secret.of(text.substring(start, start + 27));
            assertThat(auth.accounts()
                            .orElseThrow()
                            .setPassword(ticket, Secret.of("an entirely new password"), origin)
                            .orElseThrow()
                            .login())
                    .isEqualTo("ada");
        }
    }
}
