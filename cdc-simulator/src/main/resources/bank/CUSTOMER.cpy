      * A customer of the sample bank.
       01  CUSTOMER.
           05  CUSTOMER-ID             PIC 9(9).
           05  FULL-NAME.
               10  FIRST-NAME          PIC X(20).
               10  MIDDLE-NAME         PIC X(20).
               10  LAST-NAME           PIC X(30).
           05  ADDRESS-LINE-1          PIC X(40).
           05  CITY                    PIC X(30).
           05  ZIP                     PIC X(10).
           05  COUNTRY                 PIC X(3).
           05  PHONE-1                 PIC X(16).
           05  PHONE-2                 PIC X(16).
           05  DATE-OF-BIRTH           PIC X(10).
           05  FICO-SCORE              PIC 9(3).
           05  REMARK                  PIC X(30).
           05  FILLER                  PIC X(13).
