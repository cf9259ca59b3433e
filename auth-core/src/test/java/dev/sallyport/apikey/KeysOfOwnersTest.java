package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.audit.Actor;
import dev.sallyport.fixture.Node;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key for an owner who does not exist, or for scopes that the owner lacks, is refused, however it would come to be. */
class KeysOfOwnersTest {
    private static final Actor APP = Actor.application();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final ScopeSet MORE = ScopeSet.of("reports:read", "reports:generate");

    private final Directory directory = new Directory();
    private final Node node = Node.create(settings -> settings.userDirectory(directory)
            .apiKeys(keys -> ApiKeyPolicy.defaults()
                    .withMaxPerOwner(10)
                    .withMaxOverlap(Duration.ofDays(7))
                    .withImportedPrefixes("old_")));
    private final ApiKeys keys = node.auth.apiKeys();

    /** Ada, for as long as she is there, with the role of the moment. */
    private static final class Directory implements UserDirectory {
        private volatile boolean hasAda = true;
        private volatile String role = "analyst";

        @Override
        public Optional<User> findById(String id) {
            return hasAda && id.equals("ada")
                    ? Optional.of(User.of("ada", "ada").withRoles(Set.of(role)))
                    : Optional.empty();
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return false;
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static void assertUnknownOwner(Outcome<?> outcome) {
        assertThat(refusal(outcome).errors()).extracting("field", "code").containsExactly(tuple("owner", "unknown"));
    }

    private static void assertNotHeld(Outcome<?> outcome) {
        assertThat(refusal(outcome).errors()).extracting("field", "code").containsExactly(tuple("scopes", "not_held"));
    }

    private Outcome<ApiKey> imported(String owner, KeyRequest request) {
        return keys.importByDigest(owner, request, SecretDigest.of("old_0123456789abcdefghijklmnopqrstuv"), APP);
    }

    @Test
    void ownerWhoDoesNotExist() {
        assertUnknownOwner(keys.create("eve", KeyRequest.named("job"), APP));
        assertUnknownOwner(imported("eve", KeyRequest.named("job")));
        assertUnknownOwner(imported("eve", KeyRequest.named("job").withScopes(READ)));
        assertThat(keys.list("eve")).isEmpty();
    }

    @Test
    void scopesThatTheOwnerLacks() {
        ScopeSet lacking = ScopeSet.of("reports:read", "reports:delete");
        assertNotHeld(keys.create("ada", KeyRequest.named("job").withScopes(lacking), APP));
        assertNotHeld(imported("ada", KeyRequest.named("job").withScopes(lacking)));
        assertThat(keys.list("ada")).isEmpty();
        ApiKey key = done(imported("ada", KeyRequest.named("job").withScopes(READ)));
        assertNotHeld(keys.update(key.id(), KeyUpdate.nothing().scopes(lacking), APP));
        assertThat(keys.find(key.id()).orElseThrow().scopes()).isEqualTo(READ);
        done(keys.update(key.id(), KeyUpdate.nothing().scopes(MORE), APP));
    }

    @Test
    void rotationOfAKeyWhoseOwnerIsThereNoMore() {
        NewApiKey key = node.key("ada");
        directory.hasAda = false;
        assertUnknownOwner(keys.rotate(key.key().id(), HOUR, APP));
        assertUnknownOwner(keys.rotate(key.key().id(), Duration.ZERO, APP));
        assertThat(keys.list("ada")).hasSize(1);
        done(keys.revoke(key.key().id(), "gone", APP));
    }

    /** The successor would have what waits in it unseen. The key that is there is cut to what the owner has, and can end. */
    @Test
    void rotationOfAKeyWithScopesThatTheOwnerLost() {
        NewApiKey key = node.key("ada", KeyRequest.named("job").withScopes(MORE));
        directory.role = "viewer";
        node.auth.ownerChanged("ada");
        assertThat(node.accepted(key.secret()).scopes()).isEqualTo(READ);
        assertNotHeld(keys.rotate(key.key().id(), HOUR, APP));
        assertThat(keys.list("ada")).hasSize(1);
        done(keys.update(key.key().id(), KeyUpdate.nothing().scopes(READ), APP));
        assertThat(done(keys.rotate(key.key().id(), HOUR, APP)).key().scopes()).isEqualTo(READ);
    }

    @Test
    void keyOfAllThatItsOwnerHasIsRotatedWhateverThatIs() {
        NewApiKey key = node.key("ada");
        directory.role = "viewer";
        node.auth.ownerChanged("ada");
        assertThat(node.accepted(done(keys.rotate(key.key().id(), HOUR, APP)).secret())
                        .scopes())
                .isEqualTo(READ);
    }
}
