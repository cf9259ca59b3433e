package dev.sallyport.authenticate;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.StoredSigningKey;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one cache: what is recognised costs nothing, and no change on this node is overlooked. */
class AuthenticatorTest {
    private static final Actor APP = Actor.application();

    private final Node node = Node.create();
    private final NewApiKey key = keyOfAda();

    private NewApiKey keyOfAda() {
        node.user("ada", "analyst");
        return node.key("ada");
    }

    @BeforeEach
    void forget() {
        node.stores.forget();
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** As a session is until it is purged. */
    @Test
    void tokenOfASessionThatIsOverIsRefusedThoughTheRowIsThere() {
        Secret one = node.keyLogin(key.secret(), "one").accessToken();
        Secret other = node.keyLogin(key.secret(), "other").accessToken();
        Instant end = node.clock.instant().plusSeconds(10);
        for (Session session : node.auth.sessions().list("ada")) {
            node.stores.stores().sessions().extend(session.extended(end, session.reusableToken()));
        }
        node.clock.set(end.minusMillis(1));
        assertThat(node.accepts(one)).isTrue();
        node.clock.set(end);
        assertThat(node.refused(other)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void healthCountsWhatIsKeptAndWhatHadToBeLoaded() {
        long loaded = node.auth.health().loadedCredentials();
        node.accepted(key.secret());
        node.accepted(key.secret());
        node.refused(Secret.of("nonsense"));
        assertThat(node.auth.health().loadedCredentials()).isEqualTo(loaded + 2);
        assertThat(node.auth.health().cachedCredentials()).isEqualTo(1);
    }

    @Test
    void sameKeyAgainAsksNoStore() {
        Caller first = node.accepted(key.secret());
        assertThat(node.stores.calls())
                .as("the key and its owner in one read")
                .containsExactly("stores.findKeyWithOwner");
        node.stores.forget();
        for (int i = 0; i < 100; i++) {
            assertThat(node.accepted(key.secret())).isSameAs(first);
        }
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void sameTokenAgainAsksNoStoreAndDoesNoCryptography() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        node.stores.forget();
        Caller first = node.accepted(token);
        assertThat(node.stores.calls())
                .as("the session, its owner and its key in one read")
                .containsExactly("stores.findSessionWithOwner");
        node.stores.forget();
        for (int i = 0; i < 100; i++) {
            // A verification would build a caller of its own.
            assertThat(node.accepted(token)).isSameAs(first);
        }
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void callerOfAKeySaysWhatItIs() {
        Instant expiry = node.clock.instant().plusSeconds(60);
        NewApiKey limited = node.key(
                "ada",
                KeyRequest.named("n")
                        .withScopes(ScopeSet.of("reports:read"))
                        .withExpiresAt(expiry)
                        .withRateLimit(RateLimit.parse("5/minute")));
        assertThat(node.authenticate(limited.secret()))
                .isEqualTo(new AuthenticationResult.Accepted(
                        new Caller(
                                "ada",
                                CallerKind.API_KEY,
                                null,
                                ScopeSet.of("reports:read"),
                                Set.of(),
                                null,
                                limited.key().id(),
                                node.clock.instant(),
                                List.of("swk"),
                                expiry,
                                Map.of()),
                        RateLimit.parse("5/minute")));
    }

    @Test
    void revocationHoldsAtTheNextCall() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        done(node.auth.apiKeys().revoke(key.key().id(), null, APP));
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void disablingHoldsAtTheNextCallAndSoDoesEnabling() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().enabled(false), APP));
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().enabled(true), APP));
        assertThat(node.accepts(key.secret())).isTrue();
        assertThat(node.refused(token)).as("its session ended").isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void narrowerScopesOfTheKeyHoldAtTheNextCall() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().scopes(ScopeSet.of("reports:read")), APP));
        assertThat(node.accepted(key.secret()).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(node.accepted(token).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(node.accepted(token).roles()).isEmpty();
    }

    @Test
    void endOfASessionHoldsAtTheNextCall() {
        Login login = node.keyLogin(key.secret(), "a");
        recognise(login.accessToken());
        node.auth.sessions().end(node.auth.sessions().list("ada"), AuditEvent.Type.SESSION_ENDED, APP);
        assertThat(node.refused(login.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(key.secret())).isTrue();
    }

    @Test
    void changeOfRolesHoldsAtTheNextCall() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        done(node.auth.users().setRoles("ada", Set.of("viewer"), APP));
        for (Secret credential : List.of(key.secret(), token)) {
            assertThat(node.accepted(credential).scopes()).isEqualTo(ScopeSet.of("reports:read"));
            assertThat(node.accepted(credential).roles()).doesNotContain("analyst");
        }
        done(node.auth.users().setRoles("ada", Set.of("analyst"), APP));
        assertThat(node.accepted(token).scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
    }

    @Test
    void disablingTheUserStopsEveryCredentialAtTheNextCall() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        done(node.auth.users().disable("ada", APP));
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        done(node.auth.users().enable("ada", APP));
        assertThat(node.accepts(key.secret())).isTrue();
        assertThat(node.accepts(token)).isTrue();
    }

    @Test
    void revocationOfASigningKeyHoldsAtTheNextCall() {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        recognise(key.secret(), token);
        String kid = node.auth.signingKeys().rotateNow();
        assertThat(node.accepts(token)).as("rotation ends nothing").isTrue();
        for (String old : kids()) {
            if (!old.equals(kid)) {
                assertThat(node.auth.signingKeys().revoke(old)).isTrue();
            }
        }
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(key.secret())).isTrue();
    }

    private List<String> kids() {
        return node.stores.stores().signingKeys().findAll().stream()
                .map(StoredSigningKey::kid)
                .toList();
    }

    @Test
    void tokenGivesNoTenantThatItOrItsOwnerHasNot() {
        done(node.auth.users().update("ada", user -> user.withTenant("acme"), APP));
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        assertThat(node.accepted(token).tenant()).isEqualTo("acme");
        done(node.auth.users().update("ada", user -> user.withTenant("other"), APP));
        assertThat(node.accepted(token).tenant()).isNull();
        assertThat(node.accepted(key.secret()).tenant()).isEqualTo("other");
    }

    @Test
    void keyExpiresToTheMillisecondThoughItIsRecognised() {
        Instant expiry = node.clock.instant().plus(Duration.ofDays(30)).plusMillis(500);
        NewApiKey brief = node.key("ada", KeyRequest.named("n").withExpiresAt(expiry));
        recognise(brief.secret());
        node.clock.set(expiry.minusMillis(1));
        assertThat(node.accepts(brief.secret())).isTrue();
        node.clock.set(expiry);
        assertThat(node.refused(brief.secret())).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void keyExpiresToTheMillisecondWhenItIsLoaded() {
        Instant expiry = node.clock.instant().plus(Duration.ofDays(30));
        NewApiKey brief = node.key("ada", KeyRequest.named("n").withExpiresAt(expiry));
        node.clock.set(expiry);
        assertThat(node.refused(brief.secret())).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void tokenExpiresToTheMillisecondThoughItIsRecognised() {
        Login login = node.keyLogin(key.secret(), "a");
        recognise(login.accessToken());
        node.clock.set(login.expiresAt().minusMillis(1));
        assertThat(node.accepts(login.accessToken())).isTrue();
        node.clock.set(login.expiresAt());
        assertThat(node.refused(login.accessToken())).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void tokenEndsWithItsKey() {
        Login login = node.keyLogin(key.secret(), "a");
        Instant end = node.clock.instant().plusSeconds(10);
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().expiresAt(end), APP));
        node.clock.set(end.minusMillis(1));
        assertThat(node.accepts(login.accessToken())).isTrue();
        node.clock.set(end);
        assertThat(node.accepts(login.accessToken())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "sp_key_", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "\u0000", "\uD83D"})
    void refusesWhatIsNoCredentialWithoutAskingTheStore(String text) {
        assertThat(node.refused(Secret.of(text))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void refusesKeyWithAWrongCharacterWithoutAskingTheStore() {
        String text = key.secret().reveal();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            node.refused(Secret.of(text.substring(0, i) + other + text.substring(i + 1)));
        }
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongUnseen() {
        assertThat(node.refused(Secret.of("sp_key_" + "a".repeat(10_000)))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void readsTokensAsLongAsThePolicyAllows() {
        String[] scopes = new String[250];
        for (int i = 0; i < scopes.length; i++) {
            scopes[i] = "reports:" + "x".repeat(40) + i;
        }
        try (Node wide = Node.create(settings -> settings.scopes(scopes)
                .roles(Role.of("all", scopes))
                .tokens(tokens -> tokens.withMaximumLength(32 * 1024)))) {
            wide.user("bob", "all");
            Secret token = wide.keyLogin(wide.key("bob").secret(), null).accessToken();
            assertThat(token.reveal().length()).isGreaterThan(8_192);
            assertThat(wide.accepted(token).scopes().size()).isEqualTo(250);
        }
    }

    @Test
    void importedKeyIsKnownByItsDeclaredPrefix() {
        try (Node importing = Node.create(settings -> settings.apiKeys(keys -> ApiKeyPolicy.defaults()
                .withMaxPerOwner(10)
                .withMaxOverlap(Duration.ofDays(1))
                .withImportedPrefixes("legacy-")))) {
            importing.user("ada", "viewer");
            String known = "legacy-0123456789abcdefghijklmn";
            String undeclared = "ancient-0123456789abcdefghijklmn";
            for (String text : List.of(known, undeclared)) {
                done(importing
                        .auth
                        .apiKeys()
                        .importByDigest("ada", KeyRequest.named("old"), SecretDigest.of(text), APP));
            }
            assertThat(importing.accepted(Secret.of(known)).kind()).isEqualTo(CallerKind.API_KEY);
            assertThat(importing.refused(Secret.of(known + "o"))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(importing.refused(Secret.of(undeclared))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void recognisedCredentialIsServedThoughItsAddressIsClosed() {
        try (Node strict = Node.create(settings -> settings.failuresPerAddress("3/minute"))) {
            strict.user("ada", "viewer");
            NewApiKey mine = strict.key("ada");
            NewApiKey unseen = strict.key("ada");
            strict.accepted(mine.secret());
            for (int i = 0; i < 100; i++) {
                strict.refused(Secret.of("guess " + i));
            }
            assertThat(strict.accepts(mine.secret())).isTrue();
            assertThat(strict.refused(unseen.secret()))
                    .as("the reserve behind the closed door is used up, too")
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
            strict.clock.advance(Duration.ofMinutes(1));
            assertThat(strict.accepts(unseen.secret())).isTrue();
        }
    }

    @Test
    void closingWritesWhenAKeyWasUsed() {
        recognise(key.secret());
        Instant used = node.clock.instant();
        node.clock.advance(Duration.ofSeconds(29));
        recognise(key.secret());
        node.close();
        assertThat(node.auth.apiKeys().find(key.key().id()).orElseThrow().lastUsedAt())
                .isEqualTo(used);
    }

    @Test
    void smallCacheForgetsAndStaysRight() {
        try (Node small = Node.create(settings -> settings.cacheSize(1))) {
            small.user("ada", "viewer");
            List<NewApiKey> keys = List.of(small.key("ada"), small.key("ada"), small.key("ada"));
            for (int i = 0; i < 30; i++) {
                NewApiKey one = keys.get(i % 3);
                assertThat(small.accepted(one.secret()).credentialId())
                        .isEqualTo(one.key().id());
            }
        }
    }

    private void recognise(Secret... credentials) {
        for (Secret credential : credentials) {
            node.accepted(credential);
            node.accepted(credential);
        }
    }

    @Test
    void keyThatIsAsLongAsAnyCredentialMayBeIsLookedAt() {
        try (Node importing = Node.create(settings -> settings.apiKeys(keys -> ApiKeyPolicy.defaults()
                .withMaxPerOwner(10)
                .withMaxOverlap(Duration.ofDays(1))
                .withImportedPrefixes("legacy-")))) {
            importing.user("ada", "viewer");
            int longest = importing.auth.tokenPolicy().longestCredential();
            String text = "legacy-" + "x".repeat(longest - 7);
            for (String each : List.of(text, text + "x")) {
                done(importing
                        .auth
                        .apiKeys()
                        .importByDigest("ada", KeyRequest.named("old"), SecretDigest.of(each), APP));
            }
            assertThat(importing.accepts(Secret.of(text))).isTrue();
            assertThat(importing.refused(Secret.of(text + "x"))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    /** A refusal leaves nothing behind that would keep the key from being recognised once it is good again. */
    @Test
    void keyThatWasRefusedIsRecognisedAgainOnceItIsEnabled() {
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().enabled(false), APP));
        node.refused(key.secret());
        done(node.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().enabled(true), APP));
        node.accepted(key.secret());
        node.stores.forget();
        node.accepted(key.secret());
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void whatWasRefusedOnceIsNotTakenFromAnOlderAnswerWhenTheClockIsSetBack() {
        PlainUsers users = new PlainUsers().with("ada", "viewer");
        try (Node foreign = Node.create(settings -> settings.userDirectory(users))) {
            Secret secret = foreign.key("ada").secret();
            foreign.accepted(secret);
            users.with(users.get("ada").withEnabled(false));
            foreign.clock.advance(Duration.ofSeconds(30));
            assertThat(foreign.refused(secret)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            foreign.clock.advance(Duration.ofSeconds(-10));
            assertThat(foreign.refused(secret)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void secondFactorThatARoleNeedsIsAskedOfLoginsAndNotOfWhatAKeyOpened() {
        try (Node strict = Node.create(settings -> settings.secondFactor(factor -> factor.requiredFor("analyst")))) {
            strict.userWithPassword("ada", "analyst");
            Caller byKey = strict.accepted(
                    strict.keyLogin(strict.key("ada").secret(), null).accessToken());
            assertThat(byKey.scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
            assertThat(byKey.roles()).containsExactly("analyst");
            strict.userWithPassword("vic", "viewer");
            Secret before = strict.login("vic").accessToken();
            assertThat(strict.accepted(before).scopes()).isEqualTo(ScopeSet.of("reports:read"));
            done(strict.auth.users().setRoles("vic", Set.of("viewer", "analyst"), APP));
            assertThat(strict.accepted(before).scopes())
                    .as("by the present roles, which need it")
                    .isEqualTo(ScopeSet.none());
        }
    }

    @Test
    void privateTokenIsRefusedWithoutAskingTheStoreUnlessItIsGenuine() {
        PlainUsers users = new PlainUsers().with("ada", "viewer");
        try (Node foreign = Node.create(settings -> settings.userDirectory(users))) {
            Caller ada = foreign.accepted(done(foreign.auth
                            .logins()
                            .withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, Node.origin(null))))
                    .accessToken());
            Instant end = foreign.clock.instant().plus(Duration.ofDays(1));
            String text = done(foreign.auth
                            .self()
                            .apiKeys()
                            .createToken(ada, KeyRequest.named("token").withExpiresAt(end), Node.ADDRESS))
                    .secret()
                    .reveal();
            int some = text.length() - 10;
            String altered =
                    text.substring(0, some) + (text.charAt(some) == 'A' ? 'B' : 'A') + text.substring(some + 1);
            foreign.stores.forget();
            assertThat(foreign.refused(Secret.of(altered))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(foreign.stores.calls()).isEmpty();
            assertThat(foreign.accepted(Secret.of(text)).kind()).isEqualTo(CallerKind.API_KEY);
        }
    }

    /** Such as after a back-up was restored: no change that is in the log tells what is different now. */
    @Test
    void whenTheChangeLogDoesNotGoOnEverythingIsReadAgain() {
        PlainUsers users = new PlainUsers().with("ada", "viewer");
        InMemoryStores memory = InMemoryStores.create();
        AtomicReference<String> restored = new AtomicReference<>("");
        ChangeLog log = (number, max) -> {
            ChangeLog.Tail tail = memory.changeLog().readAfter(number, max);
            return new ChangeLog.Tail(tail.incarnation() + restored.get(), tail.head(), tail.entries());
        };
        Stores stores = (Stores) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {Stores.class},
                (proxy, method, arguments) ->
                        method.getName().equals("changeLog") ? log : method.invoke(memory, arguments));
        try (Node durable = Node.over(WatchedStores.durableOver(stores), settings -> settings.userDirectory(users))) {
            NewApiKey gone = durable.key("ada");
            durable.accepted(gone.secret());
            Secret cookie = done(durable.auth
                            .logins()
                            .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, Node.origin(null))))
                    .value();
            BrowserCookie row = memory.browserCookies().find(cookie.digest()).orElseThrow();
            memory.browserCookies().delete(row.digest());
            assertThat(isAccepted(durable, cookie)).isFalse();

            memory.browserCookies().insert(row);
            memory.apiKeys().delete(gone.key().id());
            assertThat(durable.accepts(gone.secret())).as("nothing told so").isTrue();
            assertThat(isAccepted(durable, cookie)).as("nothing told so").isFalse();
            restored.set("restored");
            // The background thread reads the log every second; this waits for it, with a limit.
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (durable.accepts(gone.secret()) || !isAccepted(durable, cookie)) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isAccepted(Node at, Secret cookie) {
        return at.auth.authenticateCookie(cookie.reveal(), Node.ADDRESS) instanceof AuthenticationResult.Accepted;
    }
}
