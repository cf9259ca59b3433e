package dev.sallyport.grant;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientType;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.token.TokenLimits;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.token.UnfitClaimsException;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.User;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a token can hold what a user, a role or a client has, asked before it is assigned; and who is to blame where one
 * cannot, since a directory of the application's own asks nobody. Safe for use by many threads.
 */
public final class TokenFit {
    private static final Logger LOG = System.getLogger(TokenFit.class.getName());
    private static final List<String> LONGEST_AMR = List.of("pwd", SecondFactorPolicy.METHOD);
    private static final String ANY_ID = "x".repeat(22);
    private static final String REMEDY = ": give it fewer or shorter scopes, put a wildcard for many, or raise"
            + " tokens(t -> t.withMaximumLength(…)) as far as your servers take headers";

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final TokenLimits limits;
    private final RoleCatalog roles;
    private final String clientId;
    private final AtomicReference<String> reported = new AtomicReference<>("");

    private TokenFit(TokenLimits limits, RoleCatalog roles, String clientId) {
        this.limits = limits;
        this.roles = roles;
        this.clientId = clientId;
    }

    public static TokenFit of(TokenPolicy policy, RoleCatalog roles) {
        // A token that no client asked for names the issuer as its client.
        return new TokenFit(new TokenLimits(policy), roles, policy.issuer());
    }

    /** @throws IllegalStateException when a user with one of the roles, or a client of one of the types, could get no token */
    public void require(Iterable<Role> declared, Iterable<ClientType> types) {
        for (Role role : declared) {
            limits.faultOf(person(ANY_ID, null, Set.of(role.name()))).ifPresent(fault -> {
                throw new IllegalStateException(
                        "The role \"" + role.name() + "\" does not fit into a token, " + fault + REMEDY);
            });
        }
        for (ClientType type : types) {
            String id = type.idPrefix() + "x".repeat(32);
            limits.faultOf(client(id, type.kind(), null, type.scopes())).ifPresent(fault -> {
                throw new IllegalStateException(
                        "The client type \"" + type.name() + "\" does not fit into a token, " + fault + REMEDY);
            });
        }
    }

    /** What is wrong with a user of these roles and this tenant; empty when a token can hold them. */
    public Optional<String> faultOf(User user) {
        return limits.faultOf(person(user.id(), user.tenant(), user.roles()))
                .map(fault -> "A token cannot hold this user: " + fault + largest(user.roles())
                        + ". Give fewer roles, or roles with fewer scopes.");
    }

    /** What is wrong with a client of these scopes and this tenant; empty when a token can hold them. */
    public Optional<String> faultOf(Client client) {
        return limits.faultOf(client(client.id(), CallerKind.CLIENT, client.tenant(), client.scopes()))
                .map(fault -> "A token cannot hold this client: " + fault + ". Give it fewer or shorter scopes.");
    }

    /** By whatever way they log in. */
    private TokenClaims person(String id, @Nullable String tenant, Set<String> names) {
        String client = clientId.length() > ANY_ID.length() ? clientId : ANY_ID;
        return TokenClaims.builder(id, client, CallerKind.API_KEY, Instant.EPOCH)
                .tenant(tenant)
                .rights(roles.scopesOf(names), names)
                .session(ANY_ID)
                .credential(ANY_ID)
                .amr(LONGEST_AMR)
                .build(Duration.ofHours(1));
    }

    private static TokenClaims client(String id, CallerKind kind, @Nullable String tenant, ScopeSet scopes) {
        return TokenClaims.builder(id, id, kind, Instant.EPOCH)
                .tenant(tenant)
                .rights(scopes, Set.of())
                .amr(LONGEST_AMR)
                .build(Duration.ofHours(1));
    }

    private String largest(Set<String> names) {
        return names.stream()
                .max(Comparator.comparingInt(this::size).thenComparing(Comparator.reverseOrder()))
                .map(name -> "; most of it is the role \"" + name + "\" with "
                        + roles.scopesOf(Set.of(name)).size() + " scopes")
                .orElse("");
    }

    private int size(String role) {
        return role.length() + roles.scopesOf(Set.of(role)).toString().length();
    }

    /** The answer to whoever asked for a token that cannot be made. What the operator has to mend is logged, once for each of them. */
    Refusal refusal(UnfitClaimsException unfit) {
        TokenClaims claims = unfit.claims();
        if (!claims.ext().isEmpty() && limits.faultOf(claims.withoutExt()).isEmpty()) {
            return Refusal.invalid(List.of(new FieldError(
                    longest(claims.ext()),
                    "too_large",
                    "A token cannot hold this: it is too long in UTF-8, has too many values, or is too deep.")));
        }
        ScopeSet byRoles = roles.scopesOf(claims.roles());
        if (claims.kind() == CallerKind.USER
                && limits.faultOf(claims.withScopes(byRoles)).isEmpty()) {
            return Refusal.invalid(
                    List.of(new FieldError("scope", "too_long", "A token cannot hold so many scopes: ask for fewer.")));
        }
        if (claims.kind().isKey() && limits.faultOf(claims.withScopes(byRoles)).isEmpty()) {
            return Refusal.of(
                    Refusal.Cause.FORBIDDEN,
                    "This key has more scopes than a token can hold: send the key itself, or make one with fewer.");
        }
        report(claims, unfit);
        return Refusal.of(
                Refusal.Cause.FORBIDDEN, "A token cannot hold all that this account has: ask those who run this API.");
    }

    private void report(TokenClaims claims, UnfitClaimsException unfit) {
        String blamed = claims.roles().isEmpty() ? claims.subject() : largest(claims.roles());
        if (!blamed.equals(reported.getAndSet(blamed))) {
            String line = "No token can be made for " + claims.subject() + ": " + unfit.getMessage()
                    + largest(claims.roles()) + ". Assign less, or raise tokens(t -> t.withMaximumLength(…))";
            // Names of a foreign directory may be anything.
            LOG.log(Level.ERROR, CONTROLS.matcher(line).replaceAll("?"));
        }
    }

    private static String longest(Map<String, Object> ext) {
        return ext.entrySet().stream()
                .max(Comparator.comparingInt(
                        entry -> String.valueOf(entry.getValue()).length()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
