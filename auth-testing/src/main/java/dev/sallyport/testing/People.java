package dev.sallyport.testing;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.Rights;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.Session;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.token.TokenClaims;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.User;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes users and gives them credentials without asking for a password, which would take a hash of tens of milliseconds each time.
 * The credentials are genuine: the session is in the stores, and the token is signed with the current key. Safe for use by many
 * threads.
 */
final class People {
    private static final List<String> PASSWORD = List.of("pwd");
    private static final List<String> BOTH = List.of("pwd", SecondFactorPolicy.METHOD);

    private final Sallyport auth;
    private final UserRights owners;
    private final AccessTokens tokens;
    private final AtomicInteger addresses = new AtomicInteger();

    People(Sallyport auth) {
        this.auth = auth;
        this.owners = new UserRights(auth.users(), auth.roles(), null);
        SecureRandom random = new SecureRandom();
        // Its vault is for tokens that are handed out again, which these are not.
        this.tokens = new AccessTokens(
                auth.tokenPolicy(),
                auth.signingKeys(),
                Vault.of(MasterKey.random(random), random),
                auth.clock(),
                random);
    }

    synchronized User user(Person person) {
        ScopeSet scopes = person.scopes();
        if (scopes != null) {
            auth.scopes().require(scopes, "the person \"" + person.name() + "\"");
        }
        User user = auth.users().createIfAbsent(NewUser.of(person.name()).withId(person.name()));
        Set<String> roles = roles(person, user);
        String tenant = person.tenant() == null ? user.tenant() : person.tenant();
        User wanted = user.withRoles(roles).withTenant(tenant);
        if (!wanted.equals(user)) {
            user = done(auth.users()
                    .update(user.id(), now -> now.withRoles(roles).withTenant(tenant), Actor.application()));
        }
        if (scopes != null && !auth.roles().scopesOf(roles).containsAll(scopes)) {
            throw new IllegalArgumentException("The roles " + roles + " of " + person.name() + " do not grant all of "
                    + scopes + ": declare a role that does, with roles(Role.of(…)), or name another");
        }
        return user;
    }

    private Set<String> roles(Person person, User user) {
        if (person.roles() != null) {
            return person.roles();
        }
        ScopeSet scopes = person.scopes();
        if (scopes == null || auth.roles().scopesOf(user.roles()).containsAll(scopes)) {
            return user.roles();
        }
        Set<String> roles = new HashSet<>(user.roles());
        for (String name : auth.roles().names()) {
            if (!auth.roles().scopesOf(Set.of(name)).intersect(scopes).isEmpty()) {
                roles.add(name);
            }
        }
        return roles;
    }

    String token(Person person) {
        User user = user(person);
        Rights rights = owners.rightsOf(user, person.scopes());
        // As if they had logged in with a second factor, where a role of theirs needs one.
        List<String> amr = auth.secondFactorPolicy().isMetBy(user.roles(), PASSWORD) ? PASSWORD : BOTH;
        Instant now = auth.clock().instant();
        String sessionId = auth.sessions().newId();
        IssuedToken token = tokens.issue(TokenClaims.builder(user.id(), auth.issuer(), CallerKind.USER, now)
                .tenant(user.tenant())
                .rights(rights.scopes(), rights.roles())
                .session(sessionId)
                .amr(amr)
                .build(auth.tokenPolicy().lifetime()));
        auth.sessions()
                .open(Session.of(sessionId, user.id(), now, token.expiresAt()).withAmr(amr));
        return token.token().reveal();
    }

    String key(Person person) {
        User user = user(person);
        ScopeSet scopes = person.scopes();
        KeyRequest request = KeyRequest.named("test");
        return done(auth.apiKeys()
                        .create(user.id(), scopes == null ? request : request.withScopes(scopes), Actor.application()))
                .secret()
                .reveal();
    }

    String clientToken(ClientRequest request) {
        Outcome<String> token = auth.clients()
                .create(request, Actor.application())
                .flatMap(made ->
                        auth.logins().withClient(ClientLogin.of(made.client().id(), made.secret(), origin())))
                .map(login -> login.accessToken().reveal());
        return done(token);
    }

    /** Another address each time, so that no limit on logins from one address is met. */
    private LoginOrigin origin() {
        return new LoginOrigin(
                "2001:db8:0:" + Integer.toHexString(addresses.incrementAndGet() & 0xFFFF) + "::1", null, null);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalArgumentException(
                    "The application's settings refuse this: " + refusal.detail() + " " + refusal.errors());
        });
    }
}
