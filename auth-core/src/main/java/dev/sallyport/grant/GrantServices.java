package dev.sallyport.grant;

import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.authenticate.FullLogin;
import dev.sallyport.environment.Environment;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.session.OwnSessions;
import org.jspecify.annotations.Nullable;

/**
 * The services that give credentials out, end them, and tell about them. Safe for use by many threads.
 *
 * @param leakReports null where none are taken
 */
public record GrantServices(
        Logins logins,
        Revocations revocations,
        Introspections introspections,
        OwnServices own,
        @Nullable LeakReports leakReports) {

    public static GrantServices open(
            GrantSettings settings,
            Features features,
            AuthenticationServices authentication,
            AuthenticationServices.Backends backends,
            Environment environment) {
        Revocations revocations = new Revocations(features, authentication);
        OwnerWatch watch = new OwnerWatch(
                environment.transactions(),
                backends.stores().changeLog(),
                features.users().foreign());
        LoginLimits limits =
                new LoginLimits(backends.limiter(), settings.logins().perAddress());
        LoginFlows flows = LoginFlows.open(settings, features, authentication, watch, backends.limiter(), environment);
        return new GrantServices(
                new Logins(
                        flows,
                        limits,
                        authentication.throttle(),
                        features.sessions().sessions(),
                        revocations,
                        settings),
                revocations,
                new Introspections(authentication, features, backends.limiter(), environment),
                own(features, authentication, watch, limits, environment),
                leakReports(settings.leaks(), features, revocations, backends, environment));
    }

    private static OwnServices own(
            Features features,
            AuthenticationServices authentication,
            OwnerWatch watch,
            LoginLimits limits,
            Environment environment) {
        FullLogin fullLogin = authentication.fullLogin();
        Confirmations confirmations = new Confirmations(features.users(), limits, environment);
        StepUp person = new StepUp(
                authentication.userRights(),
                fullLogin,
                confirmations,
                features.sessions().sessions());
        return new OwnServices(
                features.apiKeys()
                        .own(
                                features.tokens().privateTokens()::mint,
                                fullLogin::is,
                                features.sessions().sessions()::isIn),
                new OwnSessions(features.sessions().sessions(), fullLogin::is),
                new OwnPassword(
                        features.users().users(), person, features.apiKeys().keys(), watch),
                new OwnSecondFactor(
                        features.users().secondFactors(),
                        person,
                        watch,
                        features.sessions().families(),
                        environment.clock()));
    }

    private static @Nullable LeakReports leakReports(
            @Nullable LeakPolicy policy,
            Features features,
            Revocations revocations,
            AuthenticationServices.Backends backends,
            Environment environment) {
        if (policy == null) {
            return null;
        }
        LeakInbox inbox = new LeakInbox(
                backends.stores().leakReports(),
                backends.vault(),
                features.tokens().policy().audience(),
                environment.clock(),
                environment.random());
        return new LeakReports(
                inbox, revocations, policy, new LeakRecords(backends.limiter(), environment), environment);
    }
}
