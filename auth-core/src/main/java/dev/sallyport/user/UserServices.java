package dev.sallyport.user;

import dev.sallyport.environment.Environment;
import dev.sallyport.secret.DerivedKeys;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultStore;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The services of users. Safe for use by many threads.
 *
 * @param users null when the application keeps its users itself
 * @param directory the users, wherever they are
 * @param attempts failed logins of people
 * @param clientAttempts failed logins of clients
 * @param places in which passwords are verified
 */
public record UserServices(
        @Nullable Users users,
        UserDirectory directory,
        LoginAttempts attempts,
        LoginAttempts clientAttempts,
        SecondFactors secondFactors,
        LoginPlaces places) {
    /** What users are kept in, and what seals their secrets. */
    public record Backends(
            UserStore users, AttemptStore attempts, SecondFactorStore secondFactors, VaultStore kept, Vault vault) {}

    /**
     * The settings of users and of how they prove who they are. Immutable.
     *
     * @param directory the application's own; null where users are kept in the stores
     * @param displayName as authenticator apps show the application
     * @param audience the application whose devices are known here
     */
    public record Settings(
            @Nullable UserDirectory directory,
            PasswordPolicy passwords,
            HashingPolicy hashing,
            AttemptPolicy attempts,
            AttemptPolicy clientAttempts,
            String displayName,
            String audience) {}

    /** Codes have six digits, so guesses are few, and whoever makes them knows the password already: nobody else is locked out. */
    private static final AttemptPolicy CODES = new AttemptPolicy(10, 10, 10, Duration.ofMinutes(15));

    /**
     * @param roles that can be given to a user
     * @param belongings other data kept about a user
     */
    public static UserServices open(
            Settings settings,
            AssignableRoles roles,
            Backends backends,
            DerivedKeys derived,
            UserBelongings belongings,
            Environment environment) {
        UserDirectory foreign = settings.directory();
        LoginAttempts people =
                attempts(settings, backends, derived.of(DerivedKeys.LOGIN_ATTEMPTS), settings.attempts(), environment);
        UserRemoval removal =
                new UserRemoval(backends.users(), backends.secondFactors(), people, belongings, environment);
        Users users = foreign == null ? stored(settings, roles, backends, removal, environment) : null;
        SecondFactors factors = new SecondFactors(
                backends.secondFactors(),
                new FactorSecrets(backends.vault(), settings.displayName(), environment.clock(), environment.random()),
                attempts(settings, backends, derived.of(DerivedKeys.SECOND_FACTOR_ATTEMPTS), CODES, environment)
                        .ofSecondFactors(),
                belongings::factorRemoved,
                environment);
        return new UserServices(
                users,
                users != null ? users : new CheckedUserDirectory(Objects.requireNonNull(foreign)),
                people,
                attempts(
                                settings,
                                backends,
                                derived.of(DerivedKeys.CLIENT_ATTEMPTS),
                                settings.clientAttempts(),
                                environment)
                        .ofClients(),
                factors,
                foreign == null
                        ? LoginPlaces.ofHashes(settings.hashing())
                        : LoginPlaces.ofElsewhere(settings.hashing()));
    }

    private static Users stored(
            Settings settings, AssignableRoles roles, Backends backends, UserRemoval removal, Environment environment) {
        PasswordHashes hashes = new PasswordHashes(settings.hashing(), environment.random())
                .remembering(new SlowestHash(backends.kept(), backends.vault(), backends.users(), environment.clock()));
        return new Users(backends.users(), hashes, settings.passwords(), roles, removal, environment);
    }

    private static LoginAttempts attempts(
            Settings settings, Backends backends, byte[] key, AttemptPolicy policy, Environment environment) {
        return new LoginAttempts(
                backends.attempts(), key, policy, settings.audience(), environment.clock(), environment.random());
    }

    /**
     * Whom a login names, wherever users are kept.
     *
     * @throws dev.sallyport.change.StoreException when the users cannot be read
     */
    public LoginSubject loginSubject(String loginOrEmail) {
        return users == null ? new ForeignLoginSubject(directory, loginOrEmail) : users.loginSubject(loginOrEmail);
    }

    /** Number of passwords that are hashed here or wait for it. */
    public int hashing() {
        return users == null ? 0 : users.hashing();
    }

    /** The application's own directory, whose changes no log tells; null where users are kept in the backends. */
    public @Nullable UserDirectory foreign() {
        return users == null ? directory : null;
    }
}
