### The law: the register of processing, the end of retention.

command-registre = The record of processing (GDPR)
privacy-register-file = The record of processing activities (article 30 GDPR, in French), to read over and complete with your data protection officer. What is missing is marked.
privacy-register-organisers-only = This document is for the organisers. What I keep about you: /mesdonnees
