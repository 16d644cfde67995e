### Lasenn-lan : sa moun ki ka mennen an épi sé moun-lan ki ka palé a ka li, épi sa sé modératè-a ka matjé ba yo.

# adan lis sé konmand-lan asou Telegram
# doute : « lasenn » (la scène), « tablo » (l'écran, la tablette)
command-regie = Matjé an lign ba lasenn-lan

stage-not-yours = Sé sé modératè-a épi sé òganizatè-a sèlman ki pé matjé ba lasenn-lan.
stage-menu = 🎭 Ki sa ou lé di lasenn-lan ? An nouvo lign ka pran plas ta ki té la a.
stage-menu-now = Atjòlman : <b>{ $line }</b>
stage-line-five-minutes = Rété senk minit
stage-line-two-minutes = Rété dé minit
stage-line-last-question = Dènié kestion
stage-line-to-audience = Nou ka pasé ba lasal-la
stage-line-microphone = Pli pré mikwo-a, souplé
stage-line-conclude = Souplé, fini palé
stage-write = ✍️ Matjé an lign
stage-withdraw = ↩️ Tiré lign-lan
stage-other = 🎭 An lòt lign
stage-prompt = Matjé lign-lan pou lasenn-lan : pa plis pasé { $most } lèt. I ka pati lamenm.
stage-leave = Pa voyé ayen
stage-left = Dakò, ayen pa pati.
stage-too-long = Lign ou a ni { $count } lèt, épi lasenn-lan pa ka li plis pasé { $most }. Ayen pa pati : matjé'y pli kout.
stage-empty = Mwen pa wè piès tèks. Matjé lign-lan épi dé-twa mo.
stage-status = 🎭 Pou lasenn-lan : <b>{ $line }</b>
stage-sent-by = { $name }, { $time }
stage-sent-at = Voyé a { $time }
stage-unseen = ⏳ Yo poko wè'y
stage-seen = ✅ Yo wè'y a { $time }
stage-replaced = An lòt lign pran plas li.
# adan ti lign-lan ki ka pasé a tou : pa ni baliz
stage-withdrawn = ↩️ Lign-lan tiré.
stage-sent = I asou lasenn-lan.
stage-already = Lign-tala ja asou lasenn-lan. Yo poko wè'y.
stage-gone = Lign-tala pa asou lasenn-lan ankò.

stage-address-button = 🔗 Lyen lasenn-lan
desk-stage = 🎭 Lasenn
stage-address =
    🎭 <b>Paj lasenn-lan</b>
    Ouvè'y asou tablo moun-lan ki ka mennen an, oben ta sé moun-lan ki ka palé a. I ka chanjé tousèl.
    Moun ki ni lyen-tala pé li lign zot, épi di yo wè yo : pa ba tout moun li.
stage-address-new =
    🎭 <b>Lyen lasenn-lan chanjé.</b>
    Ta ki té la a pa ka maché ankò. Ouvè tala asou chak tablo.
stage-address-path = Asou sèvè Kozé : { $path }
stage-address-open = Ouvè paj-la
stage-address-not-yours = Sé sé òganizatè-a sèlman ki ka wè lyen-tala épi ki pé chanjé'y.
stage-change = 🔄 Chanjé lyen-an
stage-change-ask = Lyen-an ki la atjòlman an pé ké maché ankò, asou piès tablo. Chanjé'y ?
stage-change-yes = Wi, chanjé'y
stage-change-no = Non, kité'y konsa

# paj-la
stage-title = Lasenn
stage-live = Kestion-an ki ka pasé a
stage-live-none = Pa ni piès kestion asou lékran-an.
stage-next = Apré sa
stage-next-none = Pa ni piès kestion ka atann.
stage-voice = Mésaj vwa
stage-left-time = Tan ki rété
stage-soon = Talè i fini
stage-over = Tan-an ja pasé
stage-no-end = Pa ni lè pou fini
stage-no-session = Pa ni ayen asou pwogram-lan atjòlman.
stage-until = jik { $time }
stage-then = A { $time } : { $title }
stage-line-heading = Sé modératè-a ka matjé ba'w
stage-see = Mwen wè'y
stage-see-failed = I pa pati. Touché ankò.
stage-address-gone = Lyen-tala pa bon ankò. Mandé sé òganizatè-a nouvo-a.

audit-stage-line-sent = matjé ba lasenn-lan
audit-stage-line-withdrawn = tiré an lign asou lasenn-lan
audit-stage-address-changed = chanjé lyen lasenn-lan
held-stage-lines = • Lign ou voyé ba lasenn-lan : { $count }
