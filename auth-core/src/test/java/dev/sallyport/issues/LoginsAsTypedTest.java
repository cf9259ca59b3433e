package dev.sallyport.issues;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.Node;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login that is the stored one written another way is the same login; a password never is. */
class LoginsAsTypedTest {
    private static final String LOGIN = "José@example.com";
    private static final String DECOMPOSED = Normalizer.normalize(LOGIN, Normalizer.Form.NFD);

    private final Node node = Node.create();

    private void withPassword() {
        node.auth.users().createIfAbsent(NewUser.of(LOGIN).withPassword(Node.PASSWORD));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s", "%s ", "\t%s\u2003"})
    void spellingsOfALoginAreThatLogin(String around) {
        withPassword();
        for (String login : new String[] {LOGIN, DECOMPOSED, LOGIN.toUpperCase(Locale.ROOT)}) {
            String typed = String.format(around, login);
            done(node.tryLogin(typed, Node.PASSWORD));
            assertThat(node.auth.users().findByLogin(typed)).isPresent();
        }
    }

    @Test
    void emailIsFoundLikeTheLogin() {
        User ada = node.auth
                .users()
                .createIfAbsent(
                        NewUser.of("ada").withEmail("ada@ex\u00e4mple.com").withPassword(Node.PASSWORD));
        done(node.tryLogin(" ADA@exa\u0308mple.com", Node.PASSWORD));
        assertThat(node.auth.users().findByLogin("ada@exa\u0308mple.com ")).contains(ada);
    }

    @Test
    void createIfAbsentFindsAndMakesTheStoredForm() {
        User made = node.auth.users().createIfAbsent(NewUser.of(" " + DECOMPOSED));
        assertThat(made.login()).isEqualTo(LOGIN);
        assertThat(node.auth.users().createIfAbsent(NewUser.of(DECOMPOSED))).isEqualTo(made);
        assertThat(node.auth.users().createIfAbsent(NewUser.of(LOGIN + " "))).isEqualTo(made);
    }

    @Test
    void spellingsShareOneBudgetOfAttempts() {
        assertThat(LoginAttempts.account(null, " " + DECOMPOSED)).isEqualTo(LoginAttempts.account(null, LOGIN));
        withPassword();
        for (int i = 0; i < 10; i++) {
            node.tryLogin(i % 2 == 0 ? LOGIN : " " + DECOMPOSED, Secret.of("wrong"));
        }
        assertThat(refusal(node.tryLogin(LOGIN, Node.PASSWORD)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void passwordsAreTakenAsTyped() {
        withPassword();
        for (String typed : new String[] {" %s", "%s ", "%s\n"}) {
            Secret spaced = Secret.of(String.format(typed, Node.PASSWORD.reveal()));
            assertThat(refusal(node.tryLogin(LOGIN, spaced)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
    }

    @Test
    void loginThatOnlyLowerCaseDecomposesIsFoundAsBefore() {
        String odd = "J\u030c";
        User user = node.auth.users().createIfAbsent(NewUser.of(odd));
        assertThat(node.auth.users().findByLogin(odd)).contains(user);
    }
}
