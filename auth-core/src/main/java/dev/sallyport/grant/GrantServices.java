package dev.sallyport.grant;

import dev.sallyport.activity.ActivityListener;
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
 * @param accounts null when {@code accounts(…)} is off
 */
public record GrantServices(
        Logins logins,
        Revocations revocations,
        Introspections introspections,
        OwnServices own,
        @Nullable LeakReports leakReports,
        @Nullable Accounts accounts) {

    public static GrantServices open(
            GrantSettings settings,
            Features features,
            AuthenticationServices authentication,
            AuthenticationServices.Backends backends,
            Environment environment,
            ActivityListener activity) {
        Revocations revocations = new Revocations(features, authentication);
        OwnerWatch watch = new OwnerWatch(
                environment.transactions(),
                backends.stores().changeLog(),
                features.users().foreign());
        LoginLimits limits =
                new LoginLimits(backends.limiter(), settings.logins().perAddress());
        LoginFlows flows = LoginFlows.open(settings, features, authentication, watch, backends.limiter(), environment);
        StepUp person = new StepUp(
                authentication.userRights(),
                authentication.fullLogin(),
                new Confirmations(features.users(), limits, environment),
                features.sessions().sessions());
        return new GrantServices(
                new Logins(
                        flows,
                        limits,
                        new LoginNotes(authentication.throttle(), activity),
                        features.sessions().sessions(),
                        revocations,
                        settings),
                revocations,
                new Introspections(authentication, features, backends.limiter(), environment),
                own(features, authentication, watch, person, environment),
                leakReports(settings.leaks(), features, revocations, backends, environment),
                AccountParts.open(settings, features, backends, person, environment));
    }

    private static OwnServices own(
            Features features,
            AuthenticationServices authentication,
            OwnerWatch watch,
            StepUp person,
            Environment environment) {
        FullLogin fullLogin = authentication.fullLogin();
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
