package dev.sallyport.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is held in memory and is secret has a type that prints nothing, so that no record of any module shows it. */
class SecretsTest {
    private static final Pattern SECRET = Pattern.compile(
            ".*(secret|token|password|passcode|hash|sealed|seed|cookie|credential|otp|privatekey|signature)s?$",
            Pattern.CASE_INSENSITIVE);

    /** Fields whose name says more than they hold. */
    private static final Set<String> HARMLESS = Set.of(
            // Names of cookies.
            "dev.sallyport.servlet.wire.CredentialSources.cookie",
            "dev.sallyport.servlet.wire.Match.consoleCookie",
            "dev.sallyport.servlet.guard.decide.Credentials.cookie",
            "dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile.cookie",
            "dev.sallyport.servlet.profile.cookiesession.LoginRoutes.cookie",
            // Ids of keys and sessions.
            "dev.sallyport.audit.AuditEvent.credential",
            "dev.sallyport.audit.AuditQuery.credential",
            "dev.sallyport.session.SessionQuery.credential",
            // A column, and a row of it on the way to a Sealed.
            "dev.sallyport.store.jdbc.VaultTable$Column.sealed",
            "dev.sallyport.store.jdbc.VaultTable$Row.sealed",
            // What the text of a token says while it is parsed, in a class that prints nothing.
            "dev.sallyport.token.UnverifiedToken.signature");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sallyport");

    @Test
    void noTextHoldsASecret() {
        Set<String> texts = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (JavaField field : type.getFields()) {
                if (!field.getModifiers().contains(JavaModifier.STATIC)
                        && SECRET.matcher(field.getName()).matches()
                        && isText(field)) {
                    texts.add(field.getFullName());
                }
            }
        }
        assertThat(texts).containsExactlyInAnyOrderElementsOf(HARMLESS);
    }

    @Test
    void theTypesOfSecretsPrintNothing() {
        assertThat(List.of(Secret.of("canary"), Sealed.of("canary")).toString()).doesNotContain("canary");
    }

    private static boolean isText(JavaField field) {
        return field.getType().getAllInvolvedRawTypes().stream().anyMatch(part -> part.isEquivalentTo(String.class));
    }
}
