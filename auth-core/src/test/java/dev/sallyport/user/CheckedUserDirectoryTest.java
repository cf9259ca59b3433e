package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckedUserDirectoryTest {
    private static final Secret PASSWORD = Secret.of("p");
    private static final User ADA = User.of("ada", "ada");

    @Test
    void whatTheDirectoryThrowsIsAFailureOfABackend() {
        UserDirectory guarded = directory(() -> {
            throw new IllegalStateException("LDAP is down");
        });
        for (Runnable question : questions(guarded)) {
            assertThatThrownBy(question::run)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The user directory failed")
                    .hasRootCauseMessage("LDAP is down");
        }
    }

    @Test
    void failuresThatAreKnownAlreadyStayWhatTheyAre() {
        for (RuntimeException known :
                new RuntimeException[] {new StoreException("s"), new HashingBusyException("b", Duration.ofSeconds(1))
                }) {
            UserDirectory guarded = directory(() -> {
                throw known;
            });
            for (Runnable question : questions(guarded)) {
                assertThatThrownBy(question::run).isSameAs(known);
            }
        }
    }

    @Test
    void unknownUserNeverMatchesWhateverTheDirectorySays() {
        UserDirectory guarded = directory(() -> Optional.of(ADA));
        assertThat(guarded.passwordMatches(ADA, PASSWORD)).isTrue();
        assertThat(guarded.passwordMatches(null, PASSWORD)).isFalse();
        assertThat(guarded.findById("ada")).contains(ADA);
        assertThat(guarded.findByLogin("ada")).contains(ADA);
    }

    @Test
    void directoryIsToldOfALogin() {
        List<String> told = new ArrayList<>();
        UserDirectory guarded = new CheckedUserDirectory(new UserDirectory() {
            @Override
            public Optional<User> findById(String id) {
                return Optional.empty();
            }

            @Override
            public Optional<User> findByLogin(String login) {
                return Optional.empty();
            }

            @Override
            public boolean passwordMatches(@Nullable User user, Secret password) {
                return false;
            }

            @Override
            public void passwordAccepted(User user, Secret password) {
                told.add(user.id() + " " + password.reveal());
            }
        });
        guarded.passwordAccepted(ADA, PASSWORD);
        assertThat(told).containsExactly("ada p");
    }

    private static Runnable[] questions(UserDirectory directory) {
        return new Runnable[] {
            () -> directory.findById("ada"),
            () -> directory.findByLogin("ada"),
            () -> directory.passwordMatches(null, PASSWORD)
        };
    }

    private static UserDirectory directory(Supplier<Optional<User>> answer) {
        return new CheckedUserDirectory(new UserDirectory() {
            @Override
            public Optional<User> findById(String id) {
                return answer.get();
            }

            @Override
            public Optional<User> findByLogin(String loginOrEmail) {
                return answer.get();
            }

            @Override
            public boolean passwordMatches(@Nullable User user, Secret password) {
                return answer.get().isPresent();
            }
        });
    }
}
