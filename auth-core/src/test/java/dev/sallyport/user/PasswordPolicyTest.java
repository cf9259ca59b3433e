package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {
    private final PasswordPolicy policy = PasswordPolicy.defaults();

    private List<String> faults(String password) {
        return policy.check("new", Secret.of(password), "ada.lovelace", "countess@example.com").stream()
                .map(FieldError::code)
                .toList();
    }

    @Test
    void countsCharactersAndBytesAsTyped() {
        assertThat(faults("kvetch7")).containsExactly("too_short");
        assertThat(faults("kvetch78")).isEmpty();
        assertThat(faults("ÄÖÜß")).containsExactly("too_short");
        for (String few : List.of("😀😀", "漢字漢", "🦉".repeat(7), "e\u0301e\u0301e\u0301e")) {
            assertThat(faults(few)).as(few).containsExactly("too_short");
        }
        assertThat(faults("漢字漢字漢字漢字")).isEmpty();
        assertThat(faults("x7".repeat(512))).isEmpty();
        assertThat(faults("x7".repeat(512) + "x")).containsExactly("too_long");
        assertThat(faults("ä".repeat(512) + "x")).containsExactly("too_long");
        assertThat(faults("  kvetch")).isEmpty();
    }

    @Test
    void takesSixtyFourCharactersOfAnyKind() {
        assertThat(faults("🦉".repeat(64))).isEmpty();
    }

    @Test
    void refusesMalformedText() {
        assertThat(faults("kvetch78\uD800")).containsExactly("invalid");
    }

    @Test
    void refusesCommonPasswordsInAnyCase() {
        assertThat(faults("password")).containsExactly("too_common");
        assertThat(faults("PassWord123")).containsExactly("too_common");
        assertThat(faults("QWERTYUIOP")).containsExactly("too_common");
        assertThat(faults("11111111")).containsExactly("too_common");
        assertThat(CommonPasswords.size()).isGreaterThan(1_000);
    }

    @Test
    void refusesLoginAndEmailAndWhatStandsBeforeTheAt() {
        assertThat(faults("Ada.Lovelace")).containsExactly("same_as_login");
        assertThat(faults("COUNTESS@example.com")).containsExactly("same_as_login");
        assertThat(faults("countess")).containsExactly("same_as_login");
        assertThat(faults("!Countess1")).containsExactly("same_as_login");
        assertThat(faults("countess1815")).isEmpty();
    }

    @Test
    void refusesTheNameOfTheApplicationWithNothingButDigitsAndSigns() {
        PasswordPolicy ours =
                policy.forApplication("https://api.acme-reports.com:8443/v1").withContextWords("Sesam");
        for (String weak : List.of("acme-reports", "Acme-Reports2026!", "sesam-sesam", "SESAM202620")) {
            assertThat(ours.check("new", Secret.of(weak), "ada", null))
                    .as(weak)
                    .extracting(FieldError::code)
                    .containsExactly("same_as_application");
        }
        for (String good : List.of("acme-reports-and-owls", "open the sesam", "93847561")) {
            assertThat(ours.check("new", Secret.of(good), "ada", null)).as(good).isEmpty();
        }
    }

    @Test
    void leastLengthIsASetting() {
        assertThat(policy.withMinimumLength(15).check("new", Secret.of("kvetch78kvetch"), "ada", null))
                .containsExactly(new FieldError("new", "too_short", "A password has at least 15 characters."));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMinimumLength(7));
    }

    @Test
    void tellsTheFaultUnderTheGivenNameAndNeverRepeatsThePassword() {
        assertThat(policy.check("new", Secret.of("iloveyou"), "ada", null))
                .containsExactly(new FieldError("new", "too_common", "This password is among the most common ones."));
    }

    @Test
    void asksTheBreachCheckLast() {
        List<Secret> asked = new ArrayList<>();
        PasswordPolicy checked = policy.withBreachCheck(password -> {
            asked.add(password);
            return password.equals(Secret.of("leaked-once"));
        });
        assertThat(checked.check("new", Secret.of("leaked-once"), "ada", null))
                .extracting(FieldError::code)
                .containsExactly("breached");
        assertThat(checked.check("new", Secret.of("never-leaked"), "ada", null)).isEmpty();
        assertThat(checked.check("new", Secret.of("password"), "ada", null)).hasSize(1);
        assertThat(asked).containsExactly(Secret.of("leaked-once"), Secret.of("never-leaked"));
    }

    @Test
    void passesOverABreachCheckThatFails() {
        PasswordPolicy failing = policy.withBreachCheck(password -> {
            throw new IllegalStateException("down");
        });
        assertThat(failing.check("new", Secret.of("never-leaked"), "ada", null)).isEmpty();
    }
}
