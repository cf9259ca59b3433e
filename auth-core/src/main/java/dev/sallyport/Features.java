package dev.sallyport;

import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.apikey.KeyScopes;
import dev.sallyport.apikey.LastUsed;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Transactions;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.client.Clients;
import dev.sallyport.grant.Introspections;
import dev.sallyport.grant.TokenFit;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.CredentialFormat;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.PrivateTokens;
import dev.sallyport.token.RevokedTokens;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenLimits;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.FactorSecrets;
import dev.sallyport.user.GuardedUserDirectory;
import dev.sallyport.user.LoginAttempts;
import dev.sallyport.user.PasswordHashes;
import dev.sallyport.user.RoleRules;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.SlowestHash;
import dev.sallyport.user.UserDirectory;
import dev.sallyport.user.Users;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the features supply, each made from its part of the settings; {@link Assembly} joins them to flows. */
final class Features {
    /** Codes have six digits, so guesses are few, and whoever makes them knows the password already: nobody else is locked out. */
    private static final AttemptPolicy SECOND_FACTOR_ATTEMPTS = new AttemptPolicy(10, 10, 10, Duration.ofMinutes(15));

    final ScopeCatalog scopes;
    final RoleCatalog roles;
    final TokenPolicy tokenPolicy;
    final TokenFit fit;
    final SigningKeys signingKeys;
    final AccessTokens tokens;
    final PrivateTokens privateTokens;
    final RevokedTokens revokedTokens;
    final Sessions sessions;
    final RefreshFamilies families;
    final BrowserCookies cookies;
    final CredentialFormat format;
    final ApiKeys apiKeys;
    final LastUsed lastUsed;
    final Clients clients;
    final LoginAttempts clientAttempts;
    final @Nullable Users users;
    final UserDirectory directory;
    final LoginAttempts attempts;
    final SecondFactors secondFactors;
    final MasterKeyRotation masterKeyRotation;

    Features(
            SallyportBuilder settings,
            Stores stores,
            Transactions transactions,
            Vault vault,
            InstantSource clock,
            AuditSink audit) {
        SecureRandom random = settings.random;
        scopes = ScopeCatalog.of(withReserved(settings.scopes));
        roles = RoleCatalog.of(settings.roles, scopes);

        tokenPolicy = settings.tokenPolicy();
        fit = new TokenFit(new TokenLimits(tokenPolicy), roles, tokenPolicy.issuer());
        fit.require(settings.roles, settings.clientTypes);
        signingKeys = new SigningKeys(stores.signingKeys(), transactions, vault, tokenPolicy, clock, random, audit);
        // What is there must open before anything is made, or a wrong master key would leave its traces.
        if (!settings.replaceSigningKeys) {
            signingKeys.reload();
        }
        KeptKeys kept = KeptKeys.open(stores.vault(), transactions, vault, settings.replaceSigningKeys);
        tokens = new AccessTokens(tokenPolicy, signingKeys, vault, clock, random);
        privateTokens =
                new PrivateTokens(kept.of(KeptKeys.PRIVATE_TOKENS), tokenPolicy.issuer(), tokenPolicy.audience());
        revokedTokens = new RevokedTokens(stores.revokedTokens(), transactions, clock, audit);

        sessions = new Sessions(
                stores.sessions(), transactions, settings.sessionPolicy, tokenPolicy.audience(), clock, random, audit);
        families = new RefreshFamilies(
                stores.refreshFamilies(), sessions, transactions, vault, settings.refreshPolicy, clock, random);
        cookies = new BrowserCookies(
                stores.browserCookies(), sessions, transactions, settings.cookiePolicy, clock, random);

        users = settings.userDirectory == null
                ? storedUsers(settings, stores, transactions, vault, clock, audit)
                : null;
        directory = users == null ? new GuardedUserDirectory(settings.requireUserDirectory()) : users;

        format = CredentialFormat.of(settings.brand);
        apiKeys = new ApiKeys(
                stores.apiKeys(),
                transactions,
                sessions::dropByCredential,
                format,
                settings.apiKeyPolicy,
                tokenPolicy.audience(),
                KeyScopes.of(scopes, this::scopesOfOwner),
                clock,
                random,
                audit);
        lastUsed = new LastUsed(stores.apiKeys(), transactions, audit);

        clients = new Clients(
                ClientTypes.of(settings.clientTypes, scopes).checking(fit::faultOf),
                stores.clients(),
                transactions,
                tokenPolicy.audience(),
                scopes,
                clock,
                random,
                audit);
        clientAttempts = new LoginAttempts(
                        stores.attempts(),
                        kept.of(KeptKeys.CLIENT_ATTEMPTS),
                        settings.clientAttempts,
                        tokenPolicy.audience(),
                        clock,
                        random)
                .ofClients();

        attempts = new LoginAttempts(
                stores.attempts(),
                kept.of(KeptKeys.LOGIN_ATTEMPTS),
                settings.attemptPolicy,
                tokenPolicy.audience(),
                clock,
                random);
        secondFactors = new SecondFactors(
                stores.secondFactors(),
                transactions,
                new FactorSecrets(vault, settings.displayName(), clock, random),
                new LoginAttempts(
                                stores.attempts(),
                                kept.of(KeptKeys.SECOND_FACTOR_ATTEMPTS),
                                SECOND_FACTOR_ATTEMPTS,
                                tokenPolicy.audience(),
                                clock,
                                random)
                        .ofSecondFactors(),
                ownerId -> sessions.forgetMethod(ownerId, SecondFactorPolicy.METHOD),
                clock,
                audit);
        masterKeyRotation = new MasterKeyRotation(stores.vault(), stores, vault, clock);
    }

    /** Granted to nobody: it counts for clients that were given it. */
    private static Map<Scope, String> withReserved(Map<Scope, String> declared) {
        Map<Scope, String> all = new LinkedHashMap<>(declared);
        all.putIfAbsent(Introspections.SCOPE, "Ask, as a client, whether a token is active");
        return all;
    }

    /** A directory that compares without regard to case must not let one id pass for another. */
    private Optional<ScopeSet> scopesOfOwner(String id) {
        return directory.findById(id).filter(user -> user.id().equals(id)).map(user -> roles.scopesOf(user.roles()));
    }

    private Users storedUsers(
            SallyportBuilder settings,
            Stores stores,
            Transactions transactions,
            Vault vault,
            InstantSource clock,
            AuditSink audit) {
        return new Users(
                stores.users(),
                transactions,
                new PasswordHashes(settings.hashingPolicy, settings.random)
                        .remembering(new SlowestHash(stores.vault(), vault, stores.users(), clock)),
                settings.passwordPolicy.forApplication(tokenPolicy.issuer()).withContextWords(settings.displayName()),
                new RoleRules(roles.names(), fit::faultOf),
                clock,
                settings.random,
                audit);
    }
}
