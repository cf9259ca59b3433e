package dev.sallyport.servlet.wire;

import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What the routes of a profile can do. Safe for use by many threads. */
public interface Operations {
    /** The protection space that {@code WWW-Authenticate} names. */
    String realm();

    ScopeCatalog scopes();

    /** Which endpoints ask for a scope, each as {@code GET /api/reports}; a scope that none asks for may be missing. */
    Map<Scope, List<String>> scopeUses();

    InstantSource clock();
}
