package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a class inherits never loosens what it demands itself. */
class InheritanceTest {
    private final RuleValidator validator = new RuleValidator(
            ScopeCatalog.of(Map.of(new Scope("a:read"), "", new Scope("b:read"), "", new Scope("c:read"), "")),
            Set.of("company", "team"));

    @Test
    void scopeOfClassHoldsBesideScopeOfInheritedMethod() throws Exception {
        assertThat(rule(Scoped.class)).isEqualTo("a:read b:read");
        assertThat(rule(ScopedTwice.class)).isEqualTo("a:read b:read");
    }

    @Test
    void roleOfClassHoldsBesideAnyRoleOfInheritedMethod() throws Exception {
        assertThat(rule(OfAdmins.class)).isEqualTo("[admin]");
    }

    @Test
    void ownMethodReplacesWhatItInherits() throws Exception {
        assertThat(rule(Own.class)).isEqualTo("c:read");
    }

    @Test
    void demandBetweenClassAndMethodHolds() throws Exception {
        assertThat(rule(Between.class)).isEqualTo("CLOSED");
        assertThat(rule(BelowBetween.class)).isEqualTo("CLOSED");
    }

    @Test
    void interfaceThatExtendsAnOpenOneKeepsItsDemand() throws Exception {
        assertThat(rule(OfNarrowInterface.class)).isEqualTo("b:read");
        assertThat(rule(OfSameInterface.class)).isEqualTo("OPEN");
    }

    @Test
    void demandOfOneInterfaceHoldsForTheOpenMethodOfAnother() throws Exception {
        assertThat(rule(OfTwoInterfaces.class)).isEqualTo("b:read");
        assertThat(rule(OfTwoInterfacesInTurn.class)).isEqualTo("b:read");
    }

    @Test
    void openMethodOfInterfaceDoesNotOpenTheClosedOneThatRuns() throws Exception {
        assertThat(rule(ClosedAndOpen.class)).isEqualTo("CLOSED");
        assertThat(rule(OpenAndClosed.class)).isEqualTo("CLOSED");
        assertThat(rule(RepeatsItsInterface.class)).isEqualTo("a:read b:read");
    }

    @Test
    void openInterfaceDoesNotOpenTheClosedSuperclass() throws Exception {
        assertThat(rule(OfClosedClassAndOpenInterface.class)).isEqualTo("CLOSED");
        assertThat(rule(OfClosedClassAndOpenMethod.class)).isEqualTo("CLOSED");
    }

    @Test
    void tenantOfClassesStays() throws Exception {
        assertThat(rule(OfTenantBelow.class)).isEqualTo("a:read tenant company");
        assertThat(rule(OfTenantAndScope.class)).isEqualTo("a:read b:read tenant company");
        assertThat(rule(ScopeBelowTenant.class)).isEqualTo("b:read tenant company");
    }

    @Test
    void whatOneRuleCannotSayIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(OfEditors.class))
                .withMessageContaining("OfEditors and ")
                .withMessageContaining("UserMethod.get each demand one of several")
                .withMessageContaining("override the method and write one demand there");
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(OfOtherTenant.class))
                .withMessageContaining("each take the tenant from another variable");
    }

    @Test
    void rolesThatImplyOthersDoNotContradictThem() throws Exception {
        assertThat(rule(OfUsers.class)).isEqualTo("[user]");
    }

    @Test
    void subclassThatCopiesWhatItsClassInheritsLoosensNothing() throws Exception {
        assertThat(rule(Strict$Proxy$_$$_WeldSubclass.class)).isEqualTo("b:read");
        assertThat(rule(Strict$$EnhancerByCGLIB$$1.class)).isEqualTo("b:read");
    }

    @Test
    void proxyThatSharesInterfacesOnlyIsRefused() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Narrow.class}, (self, method, arguments) -> "");

        assertThatIllegalStateException()
                .isThrownBy(() -> rule(proxy.getClass()))
                .withMessageContaining("the annotations of that class are not seen");
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(Narrow$Proxy$_$$_WeldClientProxy.class))
                .withMessageContaining("the annotations of that class are not seen");
    }

    private String rule(Class<?> type) throws NoSuchMethodException {
        AccessRule rule = new MethodRuleReader()
                .read(type, type.getMethod("get"), validator)
                .rule()
                .rule();
        if (rule.demand() != AccessRule.Demand.CALLER) {
            return rule.demand().toString();
        }
        return (rule.allOf()
                        + (rule.rolesAnyOf().isEmpty() ? "" : " " + rule.rolesAnyOf())
                        + (rule.tenantVariable() == null ? "" : " tenant " + rule.tenantVariable()))
                .strip();
    }

    public static class ScopedMethod {
        @RequiresScope("a:read")
        public void get() {}
    }

    @RequiresScope("b:read")
    public static class Scoped extends ScopedMethod {}

    @RequiresScope({"a:read", "b:read"})
    public static class ScopedTwice extends ScopedMethod {}

    public static class AnyRole {
        @RolesAllowed("**")
        public void get() {}
    }

    @RolesAllowed("admin")
    public static class OfAdmins extends AnyRole {}

    @RequiresScope("b:read")
    public static class Own extends ScopedMethod {
        @Override
        @RequiresScope("c:read")
        public void get() {}
    }

    public static class OpenMethod {
        @PermitAll
        public void get() {}
    }

    @DenyAll
    public static class Between extends OpenMethod {}

    public static class BelowBetween extends Between {}

    public interface Open {
        @PermitAll
        default void get() {}
    }

    @RequiresScope("b:read")
    public interface Narrow extends Open {}

    public static class OfNarrowInterface implements Narrow {}

    @RequiresScope("b:read")
    public interface OpenInItself {
        @PermitAll
        default void get() {}
    }

    public static class OfSameInterface implements OpenInItself {}

    @RequiresScope("b:read")
    public interface Marked {}

    public static class OfTwoInterfaces implements Open, Marked {}

    public static class OfTwoInterfacesInTurn implements Marked, Open {}

    public static class ClosedMethod {
        @DenyAll
        public void get() {}
    }

    public static class ClosedAndOpen extends ClosedMethod implements Open {}

    public interface Closed {
        @DenyAll
        void get();
    }

    public static class OpenAndClosed extends OpenMethod implements Closed {}

    public interface Reading {
        @RequiresScope("a:read")
        void get();
    }

    public static class OfReading implements Reading {
        @Override
        @RequiresScope("b:read")
        public void get() {}
    }

    public static class RepeatsItsInterface extends OfReading implements Reading {}

    @DenyAll
    public static class ClosedClass {
        public void get() {}
    }

    @PermitAll
    public interface OpenInterface {}

    public static class OfClosedClassAndOpenInterface extends ClosedClass implements OpenInterface {}

    public static class OfClosedClassAndOpenMethod extends ClosedClass implements Open {}

    @RequiresTenant("company")
    public static class OfTenant {
        @RequiresScope("a:read")
        public void get() {}
    }

    public static class OfTenantBelow extends OfTenant {}

    @RequiresScope("b:read")
    public static class OfTenantAndScope extends OfTenant {}

    @RequiresTenant("company")
    public static class TenantClass {
        public void get() {}
    }

    @RequiresScope("b:read")
    public static class ScopeBelowTenant extends TenantClass {}

    public static class UserMethod {
        @RolesAllowed({"user", "guest"})
        public void get() {}
    }

    @RolesAllowed("editor")
    public static class OfEditors extends UserMethod {}

    @RolesAllowed("user")
    public static class OfUsers extends UserMethod {}

    public static class TeamMethod {
        @RequiresTenant("team")
        public void get() {}
    }

    @RequiresTenant("company")
    public static class OfOtherTenant extends TeamMethod {}

    @RequiresScope("b:read")
    public static class Strict extends OpenMethod {}

    public static class Strict$Proxy$_$$_WeldSubclass extends Strict {
        @Override
        @PermitAll
        public void get() {}
    }

    public static class Strict$$EnhancerByCGLIB$$1 extends Strict {
        @Override
        @PermitAll
        public void get() {}
    }

    public static class Narrow$Proxy$_$$_WeldClientProxy implements Narrow {}
}
