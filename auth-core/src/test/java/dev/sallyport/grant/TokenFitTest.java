package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.TokenFixture;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.token.UnfitClaimsException;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of what no token can hold, and who is told of them. */
class TokenFitTest {
    private static final String ID = "i".repeat(22);
    private static final String[] WIDE = scopes("wide", 16);
    private static final String[] SLIM = scopes("slim", 3);
    private static final RoleCatalog ROLES = RoleCatalog.of(
            List.of(Role.of("wide", WIDE), Role.of("slim", SLIM), Role.of("all", "wide:*", "slim:*"), Role.of("mark")),
            ScopeCatalog.of(described(
                    Stream.concat(Arrays.stream(WIDE), Arrays.stream(SLIM)).toList())));

    private final TokenFixture fixture = fixture("https://api.example.com", 1_024);
    private final TokenFit fit = TokenFit.of(fixture.policy, ROLES);

    private static String[] scopes(String group, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> group + ":" + "x".repeat(30) + i)
                .toArray(String[]::new);
    }

    private static Map<Scope, String> described(List<String> names) {
        Map<Scope, String> scopes = new LinkedHashMap<>();
        names.forEach(name -> scopes.put(new Scope(name), name));
        return scopes;
    }

    private static TokenFixture fixture(String issuer, int maximumLength) {
        return new TokenFixture(TokenPolicy.defaults(issuer)
                .withAlgorithm(SigningAlgorithm.HS256)
                .withMaximumLength(maximumLength)
                .checked());
    }

    private static User user(@Nullable String tenant, String... roles) {
        return new User("ada", "ada", null, null, tenant, Set.of(roles), Map.of(), true);
    }

    @Test
    void userWhoFitsHasNoFault() {
        assertThat(fit.faultOf(user(null, "slim", "mark"))).isEmpty();
        assertThat(fit.faultOf(user(null))).isEmpty();
    }

    @Test
    void faultOfAUserNamesTheRoleThatTakesMost() {
        assertThat(fit.faultOf(user(null, "slim", "wide", "mark")).orElseThrow())
                .startsWith("A token cannot hold this user: the token would have ")
                .endsWith("; most of it is the role \"wide\" with 16 scopes."
                        + " Give fewer roles, or roles with fewer scopes.");
        assertThat(fit.faultOf(user("t".repeat(1_024))).orElseThrow())
                .as("without roles")
                .endsWith("TokenPolicy.maximumLength is 1024. Give fewer roles, or roles with fewer scopes.");
    }

    @Test
    void nameOfARoleTakesRoomToo() {
        String named = "n".repeat(900);
        assertThat(fit.faultOf(user(null, "wide", named)).orElseThrow())
                .contains("most of it is the role \"" + named + "\" with 0 scopes");
        assertThat(fit.faultOf(user(null, "a".repeat(600), "b".repeat(600))).orElseThrow())
                .as("of two alike the first by name")
                .contains("the role \"aaa");
    }

    /** A person logs in without a client, for which the issuer stands; by a key it is the key. The longer one has to fit. */
    @ParameterizedTest
    @ValueSource(strings = {"https://a", "https://a-rather-long-name-of-an-issuer.example.com/in/some/folder"})
    void whoeverHasNoFaultGetsEveryTokenOfTheirs(String issuer) {
        User ada = user("acme", "slim");
        boolean some = false;
        boolean none = false;
        for (int length = 512; length < 1_024; length++) {
            TokenFixture of = fixture(issuer, length);
            if (TokenFit.of(of.policy, ROLES).faultOf(ada).isEmpty()) {
                of.tokens.issue(claims(of, CallerKind.USER, issuer, null));
                of.tokens.issue(claims(of, CallerKind.API_KEY, ID, ID));
                some = true;
            } else {
                none = true;
            }
        }
        assertThat(some && none).as("the border is between").isTrue();
    }

    private static TokenClaims claims(TokenFixture of, CallerKind kind, String clientId, @Nullable String keyId) {
        return new TokenClaims(
                "ada",
                clientId,
                kind,
                "acme",
                ScopeSet.of(SLIM),
                Set.of("slim"),
                ID,
                keyId,
                of.clock.instant(),
                kind == CallerKind.USER ? List.of("pwd", "otp") : List.of(),
                Map.of(),
                Duration.ofHours(1));
    }

    @Test
    void declaredRolesAndTypesHaveToFit() {
        fit.require(List.of(Role.of("slim", SLIM)), List.of(type().withScopes(SLIM)));
        assertThatIllegalStateException()
                .isThrownBy(() -> fit.require(List.of(Role.of("slim", SLIM), Role.of("wide", WIDE)), List.of()))
                .withMessageStartingWith("The role \"wide\" does not fit into a token, the token would have ")
                .withMessageEndingWith("raise tokens(t -> t.withMaximumLength(…)) as far as your servers take headers");
        assertThatIllegalStateException()
                .isThrownBy(() -> fit.require(
                        List.of(),
                        List.of(
                                type().withScopes(WIDE).withScopes(SLIM),
                                type().withScopes(Stream.concat(Arrays.stream(WIDE), Arrays.stream(SLIM))
                                        .toArray(String[]::new)))))
                .withMessageStartingWith("The client type \"job\" does not fit into a token, the token would have ");
    }

    private static ClientType type() {
        return ClientType.of("job", "j_", "js_", CallerKind.CLIENT);
    }

    private Refusal refusal(CallerKind kind, ScopeSet scopes, Set<String> roles, Map<String, Object> ext) {
        TokenClaims claims = new TokenClaims(
                "ada",
                "web",
                kind,
                null,
                scopes,
                roles,
                ID,
                null,
                fixture.clock.instant(),
                List.of("pwd"),
                ext,
                Duration.ofHours(1));
        try {
            fixture.tokens.issue(claims);
        } catch (UnfitClaimsException e) {
            return fit.refusal(e);
        }
        throw new AssertionError("It fits");
    }

    @Test
    void fieldThatTakesMostOfARequestIsToBlame() {
        Map<String, Object> params = Map.of("a", "x".repeat(1_024));
        Map<String, Object> last = new LinkedHashMap<>(Map.of("endUserId", "u"));
        last.put("params", params);
        Map<String, Object> first = new LinkedHashMap<>(Map.of("params", params));
        first.put("endUserId", "u");
        for (Map<String, Object> ext : List.of(first, last)) {
            assertThat(refusal(CallerKind.CLIENT, ScopeSet.none(), Set.of(), ext)
                            .errors())
                    .extracting(FieldError::field, FieldError::code)
                    .containsExactly(tuple("params", "too_large"));
        }
    }

    @Test
    void fieldsAreNotToBlameWhereTheRestIsTooMuch() {
        Refusal refused = refusal(
                CallerKind.CLIENT, ScopeSet.of(WIDE), Set.of(), Map.of("params", Map.of("a", "x".repeat(1_024))));
        assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(refused.detail()).contains("ask those who run this API");
    }

    @Test
    void whoeverAsksForTooManyScopesIsToldTheField() {
        ScopeSet all = ScopeSet.of(WIDE).union(ScopeSet.of(SLIM));
        assertThat(refusal(CallerKind.USER, all, Set.of("all"), Map.of()).errors())
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(tuple("scope", "too_long"));
        Refusal key = refusal(CallerKind.API_KEY, all, Set.of("all"), Map.of());
        assertThat(key.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(key.detail()).contains("send the key itself");
    }

    @Test
    void operatorIsToldOfEachOnceInARow() {
        ScopeSet wide = ScopeSet.of(WIDE);
        try (LogLines log = LogLines.of(TokenFit.class)) {
            for (int i = 0; i < 3; i++) {
                for (CallerKind kind : List.of(CallerKind.USER, CallerKind.API_KEY)) {
                    Refusal refused = refusal(kind, wide, Set.of("wide"), Map.of());
                    assertThat(refused.cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
                    assertThat(refused.detail()).contains("ask those who run this API");
                }
            }
            refusal(CallerKind.CLIENT, wide, Set.of(), Map.of());
            refusal(CallerKind.CLIENT, wide, Set.of(), Map.of());
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith("No token can be made for ada: the token would have ")
                    .endsWith("; most of it is the role \"wide\" with 16 scopes. Assign less, or raise"
                            + " tokens(t -> t.withMaximumLength(…))");
        }
    }

    @Test
    void operatorIsToldOfAFirstOneWithoutRoles() {
        try (LogLines log = LogLines.of(TokenFit.class)) {
            refusal(CallerKind.CLIENT, ScopeSet.of(WIDE), Set.of(), Map.of());
            assertThat(log.lines()).hasSize(1);
        }
    }
}
