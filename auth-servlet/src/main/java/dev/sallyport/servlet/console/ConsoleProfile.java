package dev.sallyport.servlet.console;

import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardPart;
import dev.sallyport.servlet.wire.StandardProfile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The page where people manage their keys, its sessions, and below {@code /data} the standard endpoints for whoever has a session
 * of the page. Its cookie alone counts below the mount, and nowhere else. Immutable.
 */
public final class ConsoleProfile extends NestedProfile {
    static final String COOKIE = "sallyport_console";

    private final Console settings;
    private final ConsolePage page;
    private final StandardProfile data;

    /** @throws IllegalStateException when the jar with the page is missing */
    public ConsoleProfile(Console settings) {
        super("console", settings.mount());
        this.settings = settings;
        this.page = ServiceLoader.load(ConsolePage.class, Console.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(ConsolePage.class).findFirst())
                .orElseThrow(() -> new IllegalStateException("console(\"" + settings.mount()
                        + "/*\") mounts a page that is not on the class path: add the artifact sallyport-console"));
        this.data = StandardProfile.at(settings.mount() + "/data")
                .withParts(EnumSet.of(
                        StandardPart.KEYS, StandardPart.SESSIONS, StandardPart.ACCOUNT, StandardPart.DISCOVERY));
    }

    @Override
    public String consoleCookie() {
        return COOKIE;
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>(new PageRoutes(settings, page).routes());
        routes.addAll(new ConsoleSessionRoutes(settings.mount(), core).routes());
        FreshLogin fresh = new FreshLogin(core.apiKeys(), core.clock());
        data.routes(core).forEach(route -> routes.add(fresh.demandedBy(route)));
        return routes;
    }
}
