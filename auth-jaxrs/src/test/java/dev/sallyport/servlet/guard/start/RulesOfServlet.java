package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.rule.RuleValidator;

/** What the filter asks of a GET to a servlet. */
public final class RulesOfServlet {
    private RulesOfServlet() {}

    public static AccessRule ofGet(Class<?> servlet, RuleValidator validator) {
        return new ServletRuleReader(validator).read(servlet, "/").of("GET").rule();
    }
}
