package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;

/**
 * S3's answers are XML, which the AWS SDK reads by StAX, without external entities. Only a catalog of such entities would be
 * read by SAX, and that brings XML Schema and XPath with it (see {@code infra/decisions.md}).
 */
@TargetClass(className = "com.sun.org.apache.xerces.internal.jaxp.SAXParserFactoryImpl")
final class WithoutSax {
    private WithoutSax() {}

    @Substitute
    public SAXParser newSAXParser() throws ParserConfigurationException {
        throw new ParserConfigurationException("There is no SAX parser in this executable.");
    }
}
